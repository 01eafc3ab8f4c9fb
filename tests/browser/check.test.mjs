// check.html: on a good server it finds nothing to change; each fault of a server or of the settings is named, with what to copy; the code for embedding and
// the single file it makes are those that work.

import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { assertAccessible, openPage, setting, shot } from './harness.mjs';
import { hostPage, openHost } from './host.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folders = mkdtempSync(join(tmpdir(), 'zice-check-'));
const servers = [];
after(() => {
  servers.forEach((server) => {
    server.close();
    server.closeAllConnections();
  });
  rmSync(folders, { recursive: true, force: true });
});

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.wasm': 'application/wasm', '.json': 'application/json',
  '.webmanifest': 'application/manifest+json', '.bin': 'application/octet-stream', '.csv': 'text/csv', '.png': 'image/png',
};
const SAFE = {
  'Content-Security-Policy': "frame-ancestors 'self' https://www.example.gov.cn", 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=()', 'Cross-Origin-Opener-Policy': 'same-origin', 'Connection-Allowlist': '(response-origin "tel:*")',
};

/** The site on a server as deploy/ has it; `change` is told each answer's path, headers and body before it goes out; `files` go into its config folder. */
async function site({ files = {}, change = () => undefined } = {}) {
  const folder = mkdtempSync(join(folders, 'site-'));
  cpSync(join(root, 'dist'), folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, 'config', name), content);
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x/').pathname).replace(/\/$/, '/index.html');
    const answer = { status: 200, headers: { ...SAFE, 'Content-Type': TYPES[extname(path)], 'Cache-Control': /-[0-9a-f]{12,}\./.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache' } };
    try {
      const gzip = /gzip/.test(request.headers['accept-encoding'] ?? '') && path.endsWith('.wasm');
      answer.body = readFileSync(join(folder, gzip ? `${path}.gz` : path));
      if (gzip) answer.headers['Content-Encoding'] = 'gzip';
    } catch {
      answer.status = 404;
      answer.body = 'no such file';
    }
    if (path === '/embed.js') answer.headers['Access-Control-Allow-Origin'] = '*';
    change(path, answer);
    response.writeHead(answer.status, Object.fromEntries(Object.entries(answer.headers).filter(([, value]) => value !== undefined)));
    response.end(answer.body);
  });
  servers.push(server);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { folder, url: `http://127.0.0.1:${server.address().port}/` };
}

async function checked(server, options = {}) {
  const opened = await openPage({ path: `${server.url}check.html`, ...options });
  await opened.page.locator('html[data-checked]').waitFor({ state: 'attached', timeout: 60_000 });
  const lines = (list) => opened.page.locator(`#${list} > li`).evaluateAll((all) => all.map((one) => ({ state: one.dataset.state, text: one.innerText })));
  return { ...opened, server: await lines('lines'), faults: await lines('faults') };
}

const wrong = (lines) => lines.filter(({ state }) => state !== 'good');

test('on a good server there is nothing to change', async () => {
  const check = await checked(await site(), { width: 1280 });
  assert.deepEqual(wrong(check.server), []);
  assert.deepEqual(wrong(check.faults), []);
  assert.equal(await check.page.locator('#summary').textContent(), '都对。');
  assert.match(await check.page.locator('#version').textContent(), /^zice \d+\.\d+\.\d+ · 数据版本 \S+ · 文件清单 [0-9a-f]{16}$/);
  const version = spawnSync(setting('ZICE_BIN'), ['--version'], { encoding: 'utf8' }).stdout;
  assert.equal(version.split(' · ').slice(0, 2).join(' · '), (await check.page.locator('#version').textContent()).split(' · ').slice(0, 2).join(' · '), 'the command says the same versions');
  await assertAccessible(check.page);
  await shot(check.page, 'check-good-1280');
  await check.page.setViewportSize({ width: 360, height: 740 });
  assert.ok(await check.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing goes sideways on a telephone');
  await shot(check.page, 'check-good-360');
  // A missing file is asked for on purpose.
  assert.deepEqual(check.problems.filter((problem) => !/none-0\.json|404/.test(problem)), []);
  await check.close();
});

/** What is changed on the server; the line that must say so; what must stand among the lines to copy for each kind of server. */
const FAULTS = [
  ['wasm without its type', (path, { headers }) => { if (path.endsWith('.wasm')) headers['Content-Type'] = 'application/octet-stream'; }, '程序（.wasm）', 'application/wasm'],
  ['wasm missing', (path, answer) => { if (path.endsWith('.wasm')) Object.assign(answer, { status: 404, body: '' }); }, '程序（.wasm）', '.wasm'],
  ['not compressed', (path, answer) => { if (path.endsWith('.wasm')) answer.headers['Content-Encoding'] = undefined; }, null, null],
  ['page cached for a day', (path, { headers }) => { if (path === '/index.html') headers['Cache-Control'] = 'max-age=86400'; }, 'index.html', 'no-cache'],
  ['a policy of the hardening guides', (_, { headers }) => { headers['Content-Security-Policy'] = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'"; }, '内容安全策略', "'wasm-unsafe-eval'"],
  ['framing refused', (_, { headers }) => { headers['Content-Security-Policy'] = undefined; headers['X-Frame-Options'] = 'SAMEORIGIN'; }, '嵌入', 'frame-ancestors'],
  ['embed.js not to be read', (path, { headers }) => { headers['Access-Control-Allow-Origin'] = undefined; }, 'embed.js 的跨站读取', 'embed'],
  ['something put into the page', (path, answer) => { if (path === '/index.html') answer.body = String(answer.body).replace('</body>', '<script src="http://192.0.2.1/ad.js"></script></body>'); }, '文件的内容', null],
  ['a page for what is missing', (path, answer) => { if (answer.status === 404) Object.assign(answer, { status: 200, headers: { ...answer.headers, 'Content-Type': 'text/html' }, body: '<p>' }); }, '不存在的文件', '404'],
  ['no headers', (_, { headers }) => { for (const name of Object.keys(SAFE)) headers[name] = undefined; }, '其他安全响应头', 'nosniff'],
];

for (const [name, change, line, copy] of FAULTS.filter(([, , line]) => line)) {
  test(`named, with what to copy: ${name}`, async () => {
    const check = await checked(await site({ change }));
    const found = wrong(check.server).filter(({ text }) => text.includes(line));
    assert.equal(found.length, 1, JSON.stringify(check.server, null, 1));
    if (copy) {
      for (const kind of ['nginx', 'apache', 'iis', 'tomcat']) {
        await check.page.locator(`[name=kind][value=${kind}]`).check();
        const shown = await check.page.locator('#lines > li').filter({ hasText: line }).locator('code').first().textContent();
        assert.ok(shown.trim(), kind);
      }
    }
    await check.close();
  });
}

const FILES = {
  'site.json': '{\n  "portal": "某某服务中心",\n  "idle": 5,\n  "theme": "own"\n}',
  'contacts.csv': '部门,县市,电话\n州工业和信息化局,勐海县,0691-2222222\n州工信局,,1\n',
  'theme.css': ':root { --zc-brand: #777777; --zc-on-brand: #888888; }',
};

test('faults of the settings by file and line; contacts and colours as visitors see them', async () => {
  const check = await checked(await site({ files: FILES }), { width: 1280 });
  const said = wrong(check.faults).map(({ text }) => text);
  assert.equal(said.length, 2, said.join('\n'));
  assert.match(said[0], /site\.json 第 3 行[^]*40 到 3600/);
  assert.match(said[1], /contacts\.csv 第 3 行[^]*州工信局/);
  assert.match(await check.page.locator('#contacts').innerText(), /西双版纳州工业和信息化局\s+勐海县\s+0691-2222222/);
  assert.match(await check.page.locator('#values').innerText(), /某某服务中心/);
  assert.match(await check.page.locator('#theme-says').textContent(), /太接近/);
  assert.match(await check.page.locator('#summary').textContent(), /处要改/);
  await shot(check.page, 'check-faults-1280');
  await check.page.setViewportSize({ width: 360, height: 740 });
  assert.ok(await check.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await shot(check.page, 'check-faults-360');
  await check.close();
});

test('the code for embedding works as it is copied; the preview has its widths', async () => {
  const server = await site({ change: (_, { headers }) => { headers['Content-Security-Policy'] = undefined; } });
  const check = await checked(server);
  const { page } = check;
  await page.locator('#options [name=theme]').selectOption('red');
  await page.locator('#options [name=topic][value=tax]').check();
  for (const width of [320, 375, 800]) {
    await page.locator(`[name=width][value="${width}"]`).check();
    assert.equal(await page.locator('#preview').evaluate((box) => box.clientWidth), width);
  }
  const code = await page.locator('#snippet').textContent();
  assert.match(code, /data-theme="red" data-topics="tax"/);
  await page.locator('#options [name=keeps][value=iframe]').check();
  const framed = await page.locator('#snippet').textContent();
  await page.locator('#options [name=keeps][value=a]').check();
  const linked = await page.locator('#snippet').textContent();
  await check.close();
  for (const html of [code, framed]) {
    const host = await openHost(hostPage(html));
    const frame = await host.widget();
    assert.deepEqual(await frame.locator('#app [name=topics]:checked').evaluateAll((all) => all.map((one) => one.value)), ['tax']);
    assert.equal(await frame.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--zc-brand').trim()), '#9c1410');
    host.assertQuiet();
    await host.close();
  }
  assert.match(linked, /^<a href="http:[^"]+index\.html\?theme=red&amp;topics=tax" target="_blank">/);
});

test('the single file with the settings in it: the command and the page make the same, and it shows them', async () => {
  const files = { 'site.json': '{"portal": "某某服务中心", "theme": "red"}', 'contacts.csv': FILES['contacts.csv'].replace('州工信局,,1\n', '') };
  const server = await site({ files });
  const check = await checked(server);
  const [download] = await Promise.all([check.page.waitForEvent('download'), check.page.locator('#pack').click()]);
  const file = join(server.folder, 'downloaded.html');
  await download.saveAs(file);
  await check.close();
  const made = spawnSync(setting('ZICE_BIN'), ['site', 'pack', server.folder, '-o', join(server.folder, 'packed.html')], { encoding: 'utf8' });
  assert.equal(made.status, 0, made.stderr);
  assert.ok(readFileSync(file).equals(readFileSync(join(server.folder, 'packed.html'))), 'byte by byte');
  const opened = await openPage({ path: pathToFileURL(file).href });
  const page = await opened.ready();
  assert.match(await page.locator('footer').textContent(), /由某某服务中心提供/);
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--zc-brand').trim()), '#9c1410');
  opened.assertQuiet();
  await opened.close();
  const faulty = spawnSync(setting('ZICE_BIN'), ['site', 'check', (await site({ files: FILES })).folder], { encoding: 'utf8' });
  assert.equal(faulty.status, 1);
  assert.match(faulty.stderr, /config\/site\.json:3: [^]*config\/contacts\.csv:3: /);
});
