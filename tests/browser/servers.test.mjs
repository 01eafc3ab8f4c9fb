// Servers as they are found: types that they do not know, files that they lose, refuse or cut, policies copied from guides, a worker that never answers.
// The page starts wherever it can; where it cannot, it says once whose doing it is, and leads on.

import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browser, ziceLink } from './harness.mjs';
import { serveFolder } from './site.mjs';
import { arrived, mouse, start } from './walk.mjs';

const dist = process.env.ZICE_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));
const servers = [];
after(() => Promise.all(servers.map((server) => server.close())));

/** A server of the site whose answers `change(path, response)` may give; true: it has. */
async function serve(change = () => false) {
  const server = await serveFolder(dist);
  server.answer(change);
  servers.push(server);
  return server;
}

/** The file as the server would send it, with these headers. */
function send(path, response, headers, status = 200, cut = 0) {
  const content = readFileSync(join(dist, path));
  response.writeHead(status, headers);
  response.end(cut ? content.subarray(0, -cut) : content);
  return true;
}

async function visit(url, options = {}) {
  const context = await (await browser()).newContext({ serviceWorkers: 'block', ...options });
  const page = await context.newPage();
  await page.goto(url);
  return { page, context, close: () => context.close() };
}

/** The page starts, shows a question and seals itself. */
async function works(url, options) {
  const { page, close } = await visit(url, options);
  await page.locator('html[data-ready]').waitFor({ state: 'attached' });
  await start(page, mouse);
  await page.locator('html[data-sealed]').waitFor({ state: 'attached' });
  assert.equal(await page.locator('html').getAttribute('data-failed'), null);
  assert.ok(!(await page.locator('.zc-before__failed').isVisible()), 'nothing says that it failed');
  await close();
}

/** The page says in so many words what is wrong, once, and leads to the plan. */
async function says(url, kind, words, options) {
  const { page, close } = await visit(url, options);
  await page.locator(`html[data-failed="${kind}"] .zc-before__failed b`, { hasText: words }).waitFor();
  assert.equal(await page.locator('.zc-before__failed b').count(), 1);
  assert.ok(await page.locator('.zc-before__failed a[href="plan.html"]').first().isVisible());
  assert.ok(await page.locator('.zc-before__failed a[href="tel:12345"]').isVisible());
  assert.ok(!(await page.locator('#app').isVisible()));
  return { page, close };
}

const wasm = (path) => path.endsWith('.wasm');

for (const type of ['application/octet-stream', 'text/plain', 'application/wasm; charset=utf-8', null]) {
  test(`.wasm served as ${type ?? 'nothing at all'}: the page starts`, async () => {
    const { url } = await serve((path, response) => wasm(path) && send(path, response, type ? { 'Content-Type': type } : {}));
    await works(url);
  });
}

for (const [name, kind, words, answer] of [
  ['404', 'gone', '服务器上缺少一个文件', (path, response) => { response.writeHead(404); response.end(); return true; }],
  ['403', 'refused', '服务器拒绝', (path, response) => { response.writeHead(403); response.end('no'); return true; }],
  ['412', 'refused', '服务器拒绝', (path, response) => { response.writeHead(412); response.end('<script>1</script>'); return true; }],
  ['521', 'refused', '服务器拒绝', (path, response) => { response.writeHead(521); response.end(); return true; }],
  ['a connection that breaks', 'network', '没有传到', (path, response) => { response.destroy(); return true; }],
  ['a file cut by 2,000 bytes', 'damaged', '不完整', (path, response) => send(path, response, { 'Content-Type': 'application/wasm' }, 200, 2000)],
  ['a page in place of the file', 'damaged', '不完整', (path, response) => { response.writeHead(200, { 'Content-Type': 'text/html' }); response.end('<!doctype html>'); return true; }],
]) {
  test(`the program answered by ${name}: it says whose doing that is, and opens when tried again`, async () => {
    let broken = true;
    const server = await serve((path, response) => broken && /\/zice-[0-9a-f]+\.wasm$/.test(path) && answer(path, response));
    const { page, close } = await says(server.url, kind, words);
    // One reload past the caches at the most, never a loop.
    assert.ok(server.asked.filter((path) => path === '/').length <= 3, `${server.asked}`);
    broken = false;
    await page.locator('[data-action="again"]').click();
    await page.locator('html[data-ready]').waitFor({ state: 'attached' });
    assert.ok(!(await page.locator('.zc-before__failed').isVisible()));
    await close();
  });
}

test('an index.html of the version before, kept too long by a cache, recovers by one reload', async () => {
  const now = readFileSync(join(dist, 'index.html'), 'utf8');
  const old = now.replaceAll(/start-[0-9a-f]{4}/g, 'start-0000');
  assert.notEqual(old, now);
  let first = true;
  const server = await serve((path, response) => {
    if (path !== '/') return false;
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'max-age=86400' });
    response.end(first ? old : now);
    first = false;
    return true;
  });
  await works(server.url);
  assert.ok(server.asked.filter((path) => path === '/').length <= 3);
});

test('a start script that is gone for good: said once, no loop', async () => {
  const server = await serve((path, response) => {
    if (!path.startsWith('/start-')) return false;
    response.writeHead(404);
    response.end();
    return true;
  });
  const { page, close } = await says(server.url, 'gone', '缺少一个文件');
  const asked = server.asked.filter((path) => path === '/').length;
  await page.waitForLoadState('networkidle');
  assert.equal(server.asked.filter((path) => path === '/').length, asked, 'it asks no more');
  await close();
});

const withHeaders = (headers) => serve((path, response) => {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  return false;
});

test('the headers of the usual guides: the policy is named, with what it needs', async () => {
  const { url } = await withHeaders({
    'Content-Security-Policy': "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'",
    'X-Frame-Options': 'SAMEORIGIN', 'X-Content-Type-Options': 'nosniff',
  });
  const { page, close } = await says(url, 'policy', '安全策略');
  assert.match(await page.locator('[data-help]').innerText(), /'wasm-unsafe-eval'/);
  await page.locator('.zc-before__failed a[href="plan.html"]').first().click();
  await page.waitForURL('**/plan.html');
  await close();
});

for (const policy of [
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'",
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'",
  "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:",
]) {
  test(`under ${policy} the page starts`, async () => works((await withHeaders({ 'Content-Security-Policy': policy })).url));
}

test('without a secure context the page starts', async () => {
  const { url } = await serve();
  const { page, close } = await visit('about:blank');
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'isSecureContext', { value: false });
    Object.defineProperty(crypto, 'subtle', { value: undefined });
    Object.defineProperty(navigator, 'serviceWorker', { value: undefined });
  });
  await page.goto(url);
  await page.locator('html[data-sealed]').waitFor({ state: 'attached' });
  await start(page, mouse);
  await close();
});

test('a worker that is never answered for: the page is sealed all the same', async () => {
  const { url } = await serve((path) => path === '/sw.js');
  const { page, close } = await visit(url, { serviceWorkers: 'allow' });
  await page.locator('html[data-sealed]').waitFor({ state: 'attached', timeout: 15_000 });
  assert.equal(await page.evaluate(() => fetch('plan.html').then(() => 'sent', () => 'refused')), 'refused');
  await close();
});

test('scripts of others that fail are no failure of the page', async () => {
  const index = readFileSync(join(dist, 'index.html'), 'utf8');
  const strange = '<script src="http://127.0.0.1:9/main.js?v=1&ty=dpc"></script></body>';
  const { url } = await serve((path, response) => {
    if (path !== '/') return false;
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(index.replace('</body>', strange));
    return true;
  });
  await works(url);
  const plain = await serve();
  const { page, close } = await visit('about:blank');
  await page.addInitScript(() => document.addEventListener('DOMContentLoaded', () => {
    setTimeout(() => { throw new Error('of a provider'); });
    document.body.append(Object.assign(document.createElement('script'), { src: 'http://127.0.0.1:9/x.js' }));
  }));
  await page.goto(plain.url);
  await page.locator('html[data-sealed]').waitFor({ state: 'attached' });
  assert.equal(await page.locator('html').getAttribute('data-failed'), null);
  await close();
});

const FRAME = 'allow-scripts allow-same-origin';
const host = (sandbox, address) => `<!doctype html><iframe sandbox="${sandbox}" src="${address}" style="width:900px;height:800px"></iframe>`;

for (const more of ['', ' allow-forms', ' allow-modals', ' allow-downloads']) {
  test(`in a frame with sandbox="${FRAME}${more}" the questions go on, by click and by Enter`, async () => {
    const { url } = await serve((path, response) => {
      if (path !== '/host.html') return false;
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.end(host(FRAME + more, '/index.html?step=one'));
      return true;
    });
    const { page, close } = await visit(`${url}host.html`);
    const frame = page.frameLocator('iframe');
    await frame.locator('html[data-ready]').waitFor({ state: 'attached' });
    await frame.locator('[data-action="next"]').click();
    await frame.locator('[data-view="question"] .zc-option').first().click();
    const asked = await frame.locator('[data-question]').getAttribute('data-question');
    await frame.locator('[data-view="question"] input:checked').press('Enter');
    await frame.locator(`[data-question]:not([data-question="${asked}"])`).waitFor();
    await frame.locator('.zc-option').first().click();
    await frame.locator('[data-action="next"]').click();
    await frame.locator('[data-step="3"]').waitFor();
    await close();
  });
}

test('the same as a header of the server', async () => works((await withHeaders({ 'Content-Security-Policy': `sandbox ${FRAME}` })).url));

test('a sandbox without an origin leads to the plan', async () => {
  const { url } = await serve((path, response) => {
    if (path !== '/host.html') return false;
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end(host('allow-scripts', '/index.html'));
    return true;
  });
  const { page, close } = await visit(`${url}host.html`);
  await page.frameLocator('iframe').locator('html[data-failed] .zc-before__failed a[href="plan.html"]').first().waitFor();
  await close();
});

test('a challenge of the server that drops the fragment: the page says so, and the second opening works', async () => {
  let passed = 0;
  const { url } = await serve((path, response) => {
    if (path !== '/' || passed > 1) return false;
    passed += 1;
    response.writeHead(521, { 'Content-Type': 'text/html' });
    response.end(`<script>document.cookie = 'jsl=${passed}; path=/'; location.href = location.pathname + location.search;</script>`);
    return true;
  });
  const fragment = ziceLink({ facts: { location: 'menghai', employees: 120 } });
  const { page, close } = await visit(`${url}?l#p=${fragment}`);
  await page.locator('[data-view] [role="alert"]', { hasText: '在路上丢了' }).waitFor();
  assert.doesNotMatch(page.url(), /\?l/, 'a reload does not say it again');
  await page.goto(`${url}?l#p=${fragment}`);
  await page.locator('[data-action="use-link"]').click();
  await arrived(page, 'results');
  await close();
});
