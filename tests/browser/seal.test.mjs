// The seal: once everything is loaded the browser refuses every connection, a visitor can try it, and links still work.

import { after } from 'node:test';
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { assertAccessible, openPage, shot, siteUrl, test, zice } from './harness.mjs';
import { arrived, assertSameAsCommand, mouse, painted, toReview, walk } from './walk.mjs';
import { SILENT, WAYS } from './ways.mjs';

// Somebody who would hear everything: answers whatever is asked, and counts.
const heard = [];
const sink = createServer((request, response) => {
  heard.push(request.url);
  response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/plain' });
  response.end('ok');
});
await new Promise((resolve) => sink.listen(0, '127.0.0.1', resolve));
const elsewhere = `http://127.0.0.1:${sink.address().port}/`;
after(() => {
  sink.close();
  sink.closeAllConnections();
});

/** Opened, ready and sealed; its requests are counted from there. */
async function sealed(options) {
  const opened = await openPage(options);
  const page = await opened.ready();
  await page.locator('html[data-sealed]').waitFor({ state: 'attached' });
  // What the browser refused by policy was asked of it, and never sent.
  const later = [];
  opened.context.on('request', (request) => later.push(request));
  const sent = () => later.filter((request) => request.failure()?.errorText !== 'csp').map((request) => request.url());
  return { ...opened, page, later: sent };
}

for (const [place, base] of [['elsewhere', () => elsewhere], ['its own site', () => siteUrl()]]) {
  test(`after the seal no connection leaves: ${place}`, async () => {
    const { page, later, close } = await sealed();
    heard.length = 0;
    const where = page.url();
    for (const [name, way] of Object.entries(WAYS)) {
      assert.equal(await page.evaluate(way, `${base()}${encodeURIComponent(name)}`), 'refused', name);
    }
    for (const [name, way] of Object.entries(SILENT)) {
      const refusal = page.evaluate(() => new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true });
      }));
      await page.evaluate(way, `${base()}${encodeURIComponent(name)}`);
      assert.ok(await refusal, name);
    }
    assert.equal(page.url().split('#')[0], where, 'no form took the page away');
    assert.deepEqual(later(), [], 'the browser sent nothing');
    assert.deepEqual(heard, [], 'nobody heard anything');
    await close();
  });
}

test('what no policy governs, the page has given up', async () => {
  const { page, close } = await sealed();
  assert.deepEqual(await page.evaluate(() => ['RTCPeerConnection', 'webkitRTCPeerConnection'].filter((name) => name in window)), []);
  const inner = await page.evaluate(() => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const names = ['RTCPeerConnection', 'webkitRTCPeerConnection'];
    const found = names.filter((name) => name in frame.contentWindow || name in frame.contentDocument.defaultView);
    frame.remove();
    return found;
  });
  assert.deepEqual(inner, [], 'nor are they in an empty frame of the page');
  await close();
});

test('the seal cannot be taken off: removing the policy opens nothing', async () => {
  const { page, later, close } = await sealed();
  await page.evaluate(() => document.querySelectorAll('meta[http-equiv]').forEach((meta) => meta.remove()));
  assert.equal(await page.evaluate(() => fetch('index.html').then(() => 'sent', () => 'refused')), 'refused');
  assert.deepEqual(later(), []);
  await close();
});

test('the page says that it is sealed, explains it, and lets it be tried', async () => {
  for (const [path, sign, outcome] of [['', '本页已不能联网：断网也能用', /浏览器拒绝了/], ['index.html?lang=en', 'This page can no longer connect: works offline', /The browser refused/]]) {
    const { page, later, problems, close } = await sealed({ path, width: 360 });
    const summary = page.locator('.zc-seal summary');
    assert.equal((await summary.innerText()).trim(), sign);
    await summary.click();
    await assertAccessible(page);
    await page.locator('[data-action="try-seal"]').click();
    await page.locator('.zc-seal__outcome', { hasText: outcome }).waitFor();
    await shot(page, `seal-${path ? 'en' : 'zh'}`);
    assert.deepEqual(later(), []);
    assert.ok(problems.length > 0 && problems.every((text) => /connect-src|index\.html\?attempt/.test(text)), 'the browser names its reason in the console');
    await close();
  }
});

test('where the browser did not seal, the trial says so', async () => {
  const opened = await openPage({
    init: () => {
      const append = Element.prototype.append;
      Element.prototype.append = function (...nodes) {
        if (!nodes.some((node) => node.httpEquiv === 'Content-Security-Policy')) append.apply(this, nodes);
      };
    },
  });
  const page = await opened.ready();
  await page.locator('html[data-sealed]').waitFor({ state: 'attached' });
  await page.locator('.zc-seal summary').click();
  await page.locator('[data-action="try-seal"]').click();
  await page.locator('.zc-seal__outcome', { hasText: /没有拒绝/ }).waitFor();
  await opened.close();
});

test('without a network the trial says that nothing can be seen, and a later refusal changes nothing', async () => {
  const opened = await openPage({ init: () => {
    XMLHttpRequest.prototype.send = function () { setTimeout(() => this.dispatchEvent(new Event('error'))); };
  } });
  const page = await opened.ready();
  await page.locator('html[data-sealed]').waitFor({ state: 'attached' });
  await page.locator('.zc-seal summary').click();
  await page.locator('[data-action="try-seal"]').click();
  await page.locator('.zc-seal__outcome', { hasText: '没有连上' }).waitFor();
  await page.evaluate(() => fetch('plan.html').catch(() => {}));
  await painted(page);
  assert.match(await page.locator('.zc-seal__outcome').innerText(), /没有连上/);
  await opened.close();
});

test('a whole journey, review and results send nothing and leave nothing', async () => {
  const { page, later, context, assertQuiet, close } = await sealed();
  const profile = { facts: { location: 'menghai', entity: 'company', industry: 'industry', employees: 117, revenue: 4321.5 } };
  await mouse.act(page, 'next');
  await arrived(page, 'question');
  const given = await walk(page, mouse, profile);
  assert.ok(zice({ facts: given }).supports.length > 0);
  await assertSameAsCommand(page, given);
  await toReview(page);
  assert.deepEqual(later(), []);
  assert.deepEqual(await context.cookies(), []);
  const kept = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    cookie: document.cookie,
  }));
  assert.deepEqual(kept, { local: 0, session: 0, databases: 0, cookie: '' });
  assertQuiet();
  await close();
});

test('links that people open still work: the plan, a telephone number', async () => {
  const { page, context, close } = await sealed();
  const opening = context.waitForEvent('page');
  await page.locator('.zc-foot a[href="plan.html"]').click();
  const plan = await opening;
  await plan.waitForURL('**/plan.html');
  assert.ok((await plan.locator('blockquote').count()) >= 60);
  assert.equal(await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'tel:12345';
    document.body.append(link);
    let refused = false;
    document.addEventListener('securitypolicyviolation', () => { refused = true; });
    link.click();
    return new Promise((resolve) => setTimeout(() => resolve(refused)));
  }), false);
  await close();
});
