// What must hold in every engine, tried in each of the three: verdicts, the ways out that the seal closes, frames in other people's pages, the single file, looks.
// Faults that one engine alone showed (Firefox 153, WebKitGTK 2.50) are named where they are tried.

import { after } from 'node:test';
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ENGINE, assertAccessible, openPage, root, siteUrl, test, ziceLink } from './harness.mjs';
import { hostPage, hostSite } from './host.mjs';
import { serveFolder } from './site.mjs';
import { arrived, assertSameAsCommand, mouse, start } from './walk.mjs';
import { SILENT, WAYS } from './ways.mjs';

const NARROW = ENGINE === 'webkit' ? 334 : 320; // MiniBrowser can be no narrower.

const CLEAN = { large_firm_tie: 'none', credit_listed: false, serious_incident: 'none', tax_evasion_3y: false, restricted_product: false };

/** Five firms; some figures are ranges, some answers 不清楚 (null), most questions are open. */
const FIRMS = {
  'a tea factory in 勐海': {
    ...CLEAN, location: 'menghai', entity: 'company', industry: 'industry', ownership: 'private', years_operating: 9, employees: { min: 101, max: 300 }, revenue: 4200,
    revenue_previous: 3900, assets: { min: 4000, max: 5000 }, taxable_income: 280, vat_status: 'general', rd_expense: 118, rd_expense_previous: null, titles: ['tech_sme'], debt_ratio: 60.25,
  },
  'a tea shop in 景洪': {
    ...CLEAN, location: 'jinghong', entity: 'individual_business', industry: 'retail', employees: 3, revenue: { min: 50, max: 100 }, vat_status: 'small_scale',
    vat_period: 'quarter', vat_period_sales: 24, levy_method: 'fixed', founder_groups: ['returning_migrant', 'rural_founder'], taxable_income: null,
  },
  'a software company with a loss': {
    ...CLEAN, location: 'jinghong', entity: 'company', industry: 'software', years_operating: 1, employees: 15, revenue: 120, assets: 80, taxable_income: -30.5,
    vat_status: 'small_scale', rd_expense: { min: 20, max: 40 }, hnte_field: true, hightech_revenue_share: 100, class2_ip: 4, credit_listed: null,
  },
  'a guesthouse in 勐腊 of which little is known': { location: 'mengla', entity: 'company', industry: 'lodging', employees: { min: 1, max: 10 }, revenue: null },
  'a firm that knows nothing but its place': { location: 'jinghong' },
};

async function results(profile, options = {}) {
  const opened = await openPage({ path: `${options.at ?? 'index.html'}#p=${ziceLink(profile)}`, ...options });
  const page = await opened.ready();
  await mouse.act(page, 'use-link');
  await arrived(page, 'results');
  return { opened, page };
}

for (const [name, facts] of Object.entries(FIRMS)) {
  test(`the verdicts on the page are those of the command: ${name}`, async () => {
    const { opened, page } = await results({ facts, topics: [] });
    await assertSameAsCommand(page, facts);
    assert.deepEqual(opened.requestsAfterReady(), [], 'no request leaves after the page is ready');
    opened.assertQuiet();
    await opened.close();
  });
}

test('program and pack are fetched once (WebKit fetched what was preloaded twice)', async () => {
  const site = await serveFolder(join(root, 'dist'));
  // Without a worker, which would ask for all once more; and nothing is kept, so that no cache hides a second request.
  site.answer((path, response) => {
    if (path === '/sw.js') return !!response.writeHead(404).end();
    response.setHeader('Cache-Control', 'no-store');
    return false;
  });
  const opened = await openPage({ path: 'plan.html' });
  await opened.page.goto(site.url);
  await opened.page.locator('html[data-loaded]').waitFor({ state: 'attached' });
  const files = site.asked.filter((path) => /\.(wasm|bin)$/.test(path)).sort();
  assert.ok(3 <= files.length, `program and pack are there: ${files}`);
  assert.deepEqual(files, [...new Set(files)]);
  await opened.close();
  await site.close();
});

test('nothing scrolls sideways on the narrowest screen, and lists are drawn by us (WebKit: 340 of 334 px, a grey button)', async () => {
  for (const at of ['index.html', 'index.html?lang=en']) {
    const { opened, page } = await results({ facts: FIRMS['a tea factory in 勐海'], topics: [] }, { at, width: NARROW, height: 740 });
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= NARROW, at);
    assert.deepEqual(await page.locator('.zc-select').evaluateAll((all) => all.map((one) => getComputedStyle(one).appearance)), ['none', 'none', 'none']);
    await opened.close();
  }
});

test('the results’ heading breaks between phrases only, a number of a document and a day nowhere', async () => {
  for (const width of [360, 620, 1280]) {
    const { opened, page } = await results({ facts: FIRMS['a tea factory in 勐海'], topics: [] }, { width, height: 740 });
    const torn = await page.evaluate(() => {
      const lines = (range) => new Set([...range.getClientRects()].filter(({ width }) => width).map(({ top }) => Math.round(top))).size;
      const texts = [];
      const walker = document.createTreeWalker(document.querySelector('[data-view] h1'), NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) texts.push(walker.currentNode);
      const parts = texts.flatMap((node) => [...node.data.matchAll(/[\p{Script=Han}\p{N}]+/gu)].map(({ 0: word, index }) => ({ node, word, index })));
      const receipt = document.querySelector('.zc-foot__receipt').firstChild;
      const day = /按\s*[\d-]+\s*的/.exec(receipt.data);
      const all = [...parts, { node: receipt, word: day[0], index: day.index }];
      const number = document.createRange();
      number.selectNodeContents(document.querySelector('.zc-foot__number'));
      const torn = all.filter(({ node, word, index }) => {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        return 1 < lines(range);
      });
      return [...torn.map(({ word }) => word), ...(1 < lines(number) ? [number.toString()] : [])];
    });
    assert.deepEqual(torn, [], `${width} px`);
    await opened.close();
  }
});

test('without scripts only the way to the plan is shown, and nothing is said to be opening', async () => {
  const opened = await openPage({ javaScriptEnabled: false });
  assert.ok(await opened.page.locator('noscript a[href="plan.html"]').isVisible());
  assert.equal(await opened.page.locator('.zc-before__loading').isVisible(), false);
  await opened.close();
});

test('no barriers in the intro, a question, the results', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  await assertAccessible(page);
  await start(page, mouse);
  await assertAccessible(page);
  await mouse.act(page, 'results');
  await arrived(page, 'results');
  await assertAccessible(page);
  opened.assertQuiet();
  await opened.close();
});

test('install.html asks nothing of the browser that WebKit does not know', async () => {
  const text = await (await fetch(new URL('install.html', siteUrl()))).text();
  assert.doesNotMatch(text, /manifest-src/);
});

// ---- the seal

const heard = [];
const sink = createServer((request, response) => {
  heard.push(request.url);
  response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/plain' });
  response.end('ok');
});
await new Promise((resolve) => sink.listen(0, '127.0.0.1', resolve));
after(() => {
  sink.close();
  sink.closeAllConnections();
});

test('after the seal nothing leaves by any way, and the trial says so', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  await page.locator('html[data-sealed]').waitFor({ state: 'attached' });
  await page.locator('.zc-seal summary').click();
  await page.locator('[data-action="try-seal"]').click();
  await page.locator('.zc-seal__outcome', { hasText: /浏览器拒绝了/ }).waitFor();
  // Neither the page's own nor that of a new frame: no policy governs them.
  const left = await page.evaluate(() => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const names = ['RTCPeerConnection', 'webkitRTCPeerConnection'];
    const found = [window, frame.contentWindow].flatMap((inner) => names.filter((name) => name in inner));
    frame.remove();
    return found;
  });
  assert.deepEqual(left, []);
  heard.length = 0;
  const address = (name) => `http://127.0.0.1:${sink.address().port}/${encodeURIComponent(name)}`;
  for (const [name, way] of Object.entries(WAYS)) assert.equal(await page.evaluate(way, address(name)), 'refused', name);
  for (const [name, way] of Object.entries(SILENT)) {
    // Firefox has no ping at all, and nothing to refuse: the sink alone says.
    if (name !== 'ping') {
      await page.evaluate(`globalThis.refusal = new Promise((resolve) => document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true })), 0`);
    }
    // Firefox tells the script of a form by an error of its own number: refused by the policy.
    await page.evaluate(way, address(name)).catch((error) => assert.match(String(error), /0x805a0061/, name));
    // WebKit says nothing of a beacon; that nobody hears it is checked below.
    if (name !== 'ping' && !(ENGINE === 'webkit' && name === 'beacon')) assert.ok(await page.evaluate(() => globalThis.refusal), name);
  }
  assert.deepEqual(heard, [], 'nobody heard anything');
  await opened.close();
});

// ---- the single file

test('the single file from a stick: results, and the trial of the seal always says something (Firefox: nothing, or that it is not sealed)', async () => {
  const opened = await openPage({ path: 'plan.html' });
  const { page } = opened;
  await page.goto(pathToFileURL(join(root, 'dist', 'zice.html')).href);
  await page.locator('html[data-sealed]').waitFor({ state: 'attached' });
  await page.locator('.zc-seal summary').click();
  await page.locator('[data-action="try-seal"]').click();
  await page.locator('.zc-seal__outcome', { hasText: /浏览器拒绝了/ }).waitFor();
  await start(page, mouse);
  await mouse.act(page, 'results');
  await arrived(page, 'results');
  await assertSameAsCommand(page, {});
  await opened.close();
});

// ---- in other people's pages

const link = (attributes = '') => `<a data-zice href="${siteUrl()}index.html" ${attributes}>惠企自测</a>`;
const script = () => `<script src="${siteUrl()}embed.js"></script>`;
const site = () => siteUrl().replace(/\/$/, '');
const HOSTS = {
  plain: () => [hostPage(link() + script())],
  'a strict policy': () => [
    hostPage(link() + script()),
    { 'Content-Security-Policy': `default-src 'none'; script-src ${siteUrl()}embed.js; frame-src ${site()}; require-trusted-types-for 'script'; base-uri 'none'; form-action 'none'` },
  ],
  'no-referrer of its own': () => [hostPage(link() + script(), '<meta name="referrer" content="no-referrer">'), { 'Referrer-Policy': 'no-referrer' }],
};

/** Opens a host page in the engine at hand; resolves to its page. */
async function openHost(html, headers, size = {}) {
  const opened = await openPage({ path: 'plan.html', ...size });
  await opened.page.goto(`${await hostSite(html, headers)}/`);
  return opened;
}

/** Within the frame: the n-th of the page. */
const inside = (page, n = 0) => (ENGINE === 'webkit' ? page.locator('iframe').nth(n).contentFrame() : page.locator('iframe').nth(n).elementHandle().then((one) => one.contentFrame()));

const heights = (page, n = 0) => page.locator('iframe').nth(n).evaluate((frame) => frame.clientHeight);

async function speaks(page, n = 0) {
  const frame = await inside(page, n);
  await frame.locator('html[data-sealed]').waitFor({ state: 'attached' });
  await frame.waitForFunction(() => Math.abs(document.documentElement.getBoundingClientRect().height - innerHeight) <= 1);
  await page.locator('a[data-zice]').nth(n).waitFor({ state: 'hidden' });
  assert.notEqual(await heights(page, n), 560, 'the height follows');
  return frame;
}

for (const [name, host] of Object.entries(HOSTS)) {
  test(`in a frame of another site the page speaks to its host: ${name}`, async () => {
    const opened = await openHost(...host());
    const { page } = opened;
    const frame = await speaks(page);
    await page.locator('a[data-zice]').evaluate((link) => link.setAttribute('data-lang', 'en'));
    await frame.locator('html[lang="en"]').waitFor({ state: 'attached' });
    await opened.close();
  });
}

test('two on one page have each its own height', async () => {
  const opened = await openHost(hostPage(`${link()}<p>和</p>${link('data-height="700"')}${script()}`));
  const { page } = opened;
  await speaks(page);
  await page.locator('iframe').nth(1).scrollIntoViewIfNeeded();
  await page.locator('a[data-zice]').nth(1).waitFor({ state: 'hidden' });
  assert.equal(await heights(page, 1), 700);
  await opened.close();
});

test('where the portal’s own policy refuses the frame, the link stays and no white is left', async () => {
  const opened = await openHost(hostPage(link() + script()), { 'Content-Security-Policy': `script-src ${site()}; frame-src 'none'` });
  const { page } = opened;
  await page.locator('iframe').waitFor({ state: 'detached' });
  assert.ok(await page.locator('a[data-zice]').isVisible());
  await opened.close();
});

test('a panel that opens in a frame comes into sight (WebKit scrolls no host for a frame)', async () => {
  const opened = await openHost(hostPage(link() + script()), {}, { width: 360, height: 740 });
  const { page } = opened;
  const frame = await speaks(page);
  await mouse.act(frame, 'next');
  await frame.locator('[data-view="question"]').waitFor();
  await mouse.act(frame, 'results');
  await frame.locator('[data-view="results"]').waitFor();
  await frame.locator('[data-action="share"]').scrollIntoViewIfNeeded();
  await mouse.act(frame, 'share');
  await frame.locator('#share-title:focus').waitFor();
  const inFrame = await frame.locator('#share-title').evaluate((title) => title.getBoundingClientRect().bottom);
  await page.waitForFunction((bottom) => document.querySelector('iframe').getBoundingClientRect().top + bottom < innerHeight, inFrame);
  await opened.close();
});
