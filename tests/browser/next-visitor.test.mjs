// The end of a visit at a counter: nothing of the visitor before can be found in the page, in memory that a script can reach, in the address, the
// history or any storage; whether the visit was ended by hand, by the clock, or by leaving the page.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { FLAGS, openPage, shot, waitReady } from './harness.mjs';
import { chromium } from 'playwright-core';
import { answer, arrived, asked, assertSameAsCommand, mouse, start, walk } from './walk.mjs';

/* Figures that stand nowhere else, as they are written and as the program keeps them (hundredths, eight bytes, little-endian). */
const FIRM = {
  topics: ['tax', 'ladder'],
  facts: {
    location: 'menghai', entity: 'company', industry: 'industry', ownership: 'private', years_operating: 9, employees: 120, revenue: 47321.98,
    revenue_previous: 36917.53, assets_average: 58604.29, taxable_income: 173.94, rd_expense: 2218.37, large_firm_tie: 'none', vat_status: 'general',
  },
};
const FIGURES = [FIRM.facts.revenue, FIRM.facts.assets_average, FIRM.facts.rd_expense];
const SHOWN = FIGURES.flatMap((figure) => [String(figure), figure.toLocaleString('en-US')]);

/** Keeps every memory that a program gets, so that the test can look into it after the program has gone. */
const watchMemory = () => {
  const memories = [];
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...all) => {
    const made = await instantiate.apply(WebAssembly, all);
    // The second module of a program uses the memory of the first.
    const { memory } = (made.instance ?? made).exports;
    if (memory) memories.push(memory);
    return made;
  };
  Object.defineProperty(globalThis, 'memoriesOfTheTest', { value: memories, enumerable: false });
};

/** How often each figure stands in each memory; as text or as a number. */
function inMemory(page) {
  const patterns = FIGURES.flatMap((figure) => {
    const number = Buffer.alloc(8);
    number.writeBigInt64LE(BigInt(Math.round(figure * 100)));
    return [[...number], [...Buffer.from(String(figure))], [...Buffer.from(figure.toLocaleString('en-US'))]];
  });
  return page.evaluate((patterns) => globalThis.memoriesOfTheTest.map(({ buffer }) => {
    const bytes = new Uint8Array(buffer);
    let found = 0;
    for (const pattern of patterns) {
      for (let at = bytes.indexOf(pattern[0]); at !== -1; at = bytes.indexOf(pattern[0], at + 1)) {
        if (pattern.every((byte, offset) => bytes[at + offset] === byte)) found += 1;
      }
    }
    return found;
  }), patterns);
}

/** Everything that scripts of the page can reach, after a collection of garbage, as one text. */
async function heap(page) {
  const session = await page.context().newCDPSession(page);
  const chunks = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return chunks.join('');
}

/** A visit with answers, English, larger text and a half-written figure. */
async function visit(options = {}) {
  const opened = await openPage({ path: `?mode=counter${options.query ?? ''}`, init: watchMemory, ...options });
  const page = await opened.ready();
  const before = await page.evaluate(() => ({ title: document.title, length: history.length, href: location.href }));
  await start(page, mouse, FIRM.topics);
  const given = await walk(page, mouse, FIRM, { until: 'assets_average' });
  await answer(page, mouse, FIRM, 'assets_average');
  await arrived(page, 'question', 'assets_average');
  for (const id of ['rd_expense']) {
    await page.locator('#finder').fill(id);
    await page.locator(`[data-found="${id}"]`).click();
    await page.locator(`[data-question="${id}"]`).waitFor();
    await mouse.write(page, String(FIRM.facts[id]));
  }
  await page.locator('[data-action="larger"]').click();
  await page.locator('html[data-text="larger"]').waitFor();
  assert.ok(Object.keys(given).length > 5);
  const found = await inMemory(page);
  assert.ok(found.reduce((sum, one) => sum + one) > 2, `the figures are in the program's memory while it is needed: ${found}`);
  return { opened, page, before };
}

/** The page as it was before anybody came. */
async function isBlank({ opened, page, before }) {
  await page.locator('[data-view="intro"] #heading:focus').waitFor();
  const text = await heap(page);
  assert.deepEqual(SHOWN.filter((figure) => text.includes(figure)), [], 'nothing that scripts can reach holds a figure');
  const html = await page.content();
  assert.deepEqual(SHOWN.filter((figure) => html.includes(figure)), []);
  const memories = await inMemory(page);
  assert.ok(memories.length >= 2, 'a new program with a memory of its own');
  assert.deepEqual(memories.filter((found) => found !== 0), [], 'no memory holds a figure, not even the one that was thrown away');
  const rest = await page.evaluate(async () => ({
    title: document.title, length: history.length, href: location.href, state: history.state, name: window.name, scroll: scrollY,
    selection: getSelection().toString(), local: localStorage.length, session: sessionStorage.length, cookies: document.cookie,
    databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length, larger: document.documentElement.hasAttribute('data-text'),
    checked: document.querySelectorAll('input:checked').length, apps: document.querySelectorAll('#app').length,
    written: Array.from(document.querySelectorAll('input:not([type=checkbox]):not([type=radio]), textarea'), ({ value }) => value).join(''),
  }));
  assert.deepEqual(rest, {
    ...before, state: null, name: '', scroll: 0, selection: '', local: 0, session: 0, cookies: '', databases: 0, caches: 0, larger: false, checked: 0,
    apps: 1, written: '',
  });
  assert.deepEqual(opened.requestsAfterReady(), [], 'no request leaves after the page is ready');
  // The next visitor begins with nothing, and the program works.
  await mouse.act(page, 'next');
  await arrived(page, 'question');
  await page.keyboard.press('+');
  await arrived(page, 'results');
  await assertSameAsCommand(page, {}, []);
  await mouse.act(page, 'review');
  await arrived(page, 'review');
  assert.equal(await page.locator('[data-answer]').count(), 0);
  opened.assertQuiet();
  await opened.close();
}

test('下一位 asks, and then leaves nothing', async () => {
  const here = await visit();
  const { page } = here;
  await page.locator('[data-action="next-visitor"]').click();
  await page.locator('dialog[open] #visit-default:focus').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('dialog:not([open])').waitFor({ state: 'attached' });
  assert.equal(await asked(page), 'rd_expense', 'Escape goes back to the visit');
  await page.locator('#heading').focus();
  await page.keyboard.press('*');
  await page.locator('dialog[open] #visit-default:focus').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('dialog:not([open])').waitFor({ state: 'attached' });
  assert.equal(await asked(page), 'rd_expense', 'Enter, the key pressed most, goes back to the visit too');
  await page.locator('#heading').focus();
  await page.keyboard.press('*');
  await page.locator('dialog[open] [data-action="stay"]:focus').waitFor();
  await page.keyboard.press('Tab');
  await page.locator('dialog [data-action="park"]:focus').waitFor();
  await page.keyboard.press('Tab');
  await page.locator('dialog [data-action="clear"]:focus').waitFor();
  await page.keyboard.press('Enter');
  await isBlank(here);
});

test('nobody there: a countdown that any key stops, and after the limit nothing is left', async () => {
  const here = await visit({ prepare: (page) => page.clock.install() });
  const { page } = here;
  await page.clock.fastForward(88_000);
  assert.equal(await page.locator('dialog[open]').count(), 0);
  await page.clock.runFor(4_000);
  await page.locator('dialog[open] #visit-default:focus').waitFor();
  assert.match(await page.locator('#visit-text').innerText(), /^(2\d|30) 秒后清空全部答案/);
  await shot(page, 'counter-idle', { fullPage: false });
  await page.clock.runFor(8_000);
  assert.match(await page.locator('#visit-text').innerText(), /^(1\d|2\d) 秒后/, 'it counts down');
  await page.keyboard.press('a');
  await page.locator('dialog:not([open])').waitFor({ state: 'attached' });
  assert.equal(await page.locator('#figure').inputValue(), String(FIRM.facts.rd_expense), 'what was written is still there');
  await page.clock.runFor(95_000);
  await page.locator('dialog[open] [data-action="stay"]').click();
  await page.locator('dialog:not([open])').waitFor({ state: 'attached' });
  await page.clock.runFor(95_000);
  await page.locator('dialog[open]').waitFor();
  await page.clock.runFor(31_000);
  await isBlank(here);
});

test('a computer that slept through the limit wakes to a blank page; the limit is the address’s', async () => {
  const here = await visit({ query: '&idle=600', prepare: (page) => page.clock.install() });
  await here.page.clock.fastForward(500_000);
  assert.equal(await here.page.locator('dialog[open]').count(), 0);
  await here.page.clock.fastForward(8 * 3_600_000);
  await isBlank(here);
});

test('a page that nobody touched counts no time', async () => {
  const opened = await openPage({ path: '?mode=counter', prepare: (page) => page.clock.install() });
  const page = await opened.ready();
  await page.clock.runFor(400_000);
  assert.equal(await page.locator('dialog[open]').count(), 0);
  opened.assertQuiet();
  await opened.close();
});

test('what was copied is replaced in the clipboard', async () => {
  const here = await visit();
  const { page } = here;
  await page.context().grantPermissions(['clipboard-read']);
  await page.locator('#heading').selectText();
  await page.keyboard.press('ControlOrMeta+c');
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  assert.notEqual(await clipboard(), '');
  await page.locator('[data-action="next-visitor"]').click();
  assert.match(await page.locator('dialog').innerText(), /剪贴板/);
  await page.locator('dialog [data-action="clear"]').click();
  await page.locator('[data-view="intro"] #heading:focus').waitFor();
  assert.equal(await clipboard(), '');
  await isBlank(here);
});

test('reloading the page restores nothing', async () => {
  const here = await visit();
  await here.page.reload();
  await waitReady(here.page);
  await here.page.locator('[data-view="intro"]').waitFor();
  const html = await here.page.content();
  assert.deepEqual(SHOWN.filter((figure) => html.includes(figure)), []);
  assert.equal(await here.page.locator('input:checked').count(), 0);
  await here.opened.close();
});

test('a page that was left does not come back from the browser’s cache with answers', async () => {
  // Playwright switches the cache of left pages off; here it is on.
  const own = await chromium.launch({ executablePath: process.env.ZICE_CHROMIUM, args: FLAGS, ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  const page = await (await own.newContext()).newPage();
  await page.addInitScript(() => addEventListener('pageshow', ({ persisted }) => document.documentElement.setAttribute('data-persisted', persisted)));
  await page.goto(new URL('?mode=counter', process.env.ZICE_URL).href);
  await waitReady(page);
  await start(page, mouse, FIRM.topics);
  await page.locator('#finder').fill('revenue');
  await page.locator('[data-found="revenue"]').click();
  await page.locator('[data-question="revenue"]').waitFor();
  await mouse.write(page, String(FIRM.facts.revenue));
  await page.goto('about:blank');
  await page.goBack();
  await waitReady(page);
  await page.locator('[data-view="intro"]').waitFor();
  const html = await page.content();
  assert.ok(!html.includes(String(FIRM.facts.revenue)));
  assert.equal(await page.locator('#figure').count(), 0);
  await own.close();
});
