// The service worker: opened once, the page works without a network; a version is taken whole or not at all; what is kept is the program alone.

import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browser, waitReady } from './harness.mjs';
import { serveFolder } from './site.mjs';
import { arrived, asked, assertSameAsCommand, mouse, start } from './walk.mjs';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const folders = mkdtempSync(join(tmpdir(), 'zice-offline-'));
after(() => rmSync(folders, { recursive: true, force: true }));
const sha256 = (content) => createHash('sha256').update(content).digest('hex');

/** The list of files in a worker. */
const listOf = (worker) => JSON.parse(worker.match(/^const FILES = (\{.*\});$/m)[1]);

/** The site as built, with another start script: `change` goes to its end. */
function version(name, change) {
  const folder = join(folders, name);
  cpSync(dist, folder, { recursive: true });
  for (const file of readdirSync(folder)) if (/\.(br|gz)$/.test(file) || file === 'zice.html') rmSync(join(folder, file));
  const before = readdirSync(folder).find((file) => /^start-[0-9a-f]+\.js$/.test(file));
  const text = `${readFileSync(join(folder, before), 'utf8')}\n/* ${change} */\n`;
  const script = `start-${sha256(text).slice(0, 16)}.js`;
  renameSync(join(folder, before), join(folder, script));
  writeFileSync(join(folder, script), text);
  const integrity = `sha384-${createHash('sha384').update(text).digest('base64')}`;
  const page = readFileSync(join(folder, 'index.html'), 'utf8').replace(new RegExp(`(src="\\./)${before}(" crossorigin="anonymous" integrity=")[^"]*`), `$1${script}$2${integrity}`);
  assert.ok(page.includes(script));
  writeFileSync(join(folder, 'index.html'), page);
  const worker = readFileSync(join(folder, 'sw.js'), 'utf8');
  const files = listOf(worker);
  delete files[before];
  Object.assign(files, { '': sha256(page), [script]: sha256(text) });
  const list = JSON.stringify(files);
  writeFileSync(join(folder, 'sw.js'), worker
    .replace(/^const FILES = .*$/m, () => `const FILES = ${list};`)
    .replace(/^const VERSION = .*$/m, `const VERSION = "${sha256(list).slice(0, 16)}";`));
  return { folder, script };
}

async function visitor() {
  const context = await (await browser()).newContext({ serviceWorkers: 'allow', locale: 'zh-CN' });
  const problems = [];
  context.on('weberror', (error) => problems.push(String(error.error())));
  return { context, problems };
}

async function open(context, url) {
  const page = await context.newPage();
  await page.goto(url);
  await waitReady(page);
  await page.locator('html[data-loaded]').waitFor({ state: 'attached' });
  return page;
}

/** The caches of versions; what the portal wrote has one of its own. */
const versions = () => caches.keys().then((names) => names.filter((name) => !name.endsWith(' config')));

/** Waits until a worker of the page is in this state. */
const worker = (page, state) =>
  page.evaluate(async (state) => {
    const registration = await navigator.serviceWorker.ready;
    for (;;) {
      if (registration[state] && registration[state].state !== 'activating') return;
      await new Promise((resolve) => {
        registration.addEventListener('updatefound', resolve, { once: true });
        for (const one of [registration.installing, registration.waiting, registration.active]) one?.addEventListener('statechange', resolve, { once: true });
      });
    }
  }, state);

const scriptOf = async (page) => (await page.locator('script[type="module"]').first().getAttribute('src')).replace('./', '');

test('opened once, everything works without a network; only the program is kept', async () => {
  const { folder } = version('one', 'one');
  const site = await serveFolder(folder);
  const { context, problems } = await visitor();
  const first = await open(context, site.url);
  await worker(first, 'active');
  const kept = await first.evaluate(async () => {
    const all = [];
    for (const name of await caches.keys()) all.push(...(await (await caches.open(name)).keys()).map(({ url }) => url));
    return { all, local: localStorage.length, session: sessionStorage.length, databases: (await indexedDB.databases()).length, cookies: document.cookie };
  });
  const listed = Object.keys(listOf(readFileSync(join(folder, 'sw.js'), 'utf8')));
  assert.deepEqual(kept, { all: kept.all, local: 0, session: 0, databases: 0, cookies: '' });
  const written = ['config/site.json', 'config/contacts.csv'];
  assert.deepEqual(kept.all.sort(), [...listed, ...written].map((path) => new URL(path, site.url).href).sort(), 'the built files, what the portal wrote, and nothing else');
  await first.close();
  await site.close();
  for (const path of ['', '?lang=en', 'index.html', '?mode=counter']) {
    const page = await open(context, site.url + path);
    await start(page, mouse, ['tax']);
    assert.notEqual(await asked(page), null);
    await mouse.act(page, 'results');
    await arrived(page, 'results');
    await assertSameAsCommand(page, {}, ['tax']);
    await page.close();
  }
  const plan = await context.newPage();
  await plan.goto(`${site.url}plan.html`);
  assert.ok((await plan.locator('blockquote').count()) >= 60, 'the plan is there as well');
  assert.deepEqual(problems, []);
  await context.close();
});

test('a new version waits until the page is opened anew, and is then there whole', async () => {
  const [old, young] = [version('old', 'old'), version('young', 'young')];
  const site = await serveFolder(old.folder);
  const { context, problems } = await visitor();
  let page = await open(context, site.url);
  await worker(page, 'active');
  site.serve(young.folder);
  // Controlled by the old version: whole, although the server has the new one.
  const other = await open(context, site.url);
  assert.equal(await scriptOf(other), old.script);
  // The browser itself looks for a new version when the page is opened; the page cannot, being sealed.
  await worker(other, 'waiting');
  assert.equal((await other.evaluate(versions)).length, 2, 'both versions are there, each in its own cache');
  // Two pages are open: the new version takes neither.
  await other.reload();
  await waitReady(other);
  assert.equal(await scriptOf(other), old.script);
  await page.close();
  await other.close();
  page = await open(context, site.url);
  // Nobody had the page open any more, or only this one, which has begun anew.
  if ((await scriptOf(page)) !== young.script) {
    await page.evaluate(() => new Promise((resolve) => (navigator.serviceWorker.getRegistration().then((registration) => {
      if (!registration.waiting) resolve();
      else navigator.serviceWorker.addEventListener('controllerchange', resolve);
    }))));
    await page.close();
    page = await open(context, site.url);
  }
  assert.equal(await scriptOf(page), young.script);
  await page.waitForFunction(() => caches.keys().then((names) => names.filter((name) => !name.endsWith(' config')).length === 1));
  await site.close();
  await page.reload();
  await waitReady(page);
  assert.equal(await scriptOf(page), young.script, 'and it works without a network');
  assert.deepEqual(problems, []);
  await context.close();
});

test('half of a new version is never served: what is not whole is not taken', async () => {
  const [old, young] = [version('whole', 'whole'), version('half', 'half')];
  const site = await serveFolder(old.folder);
  const { context, problems } = await visitor();
  const page = await open(context, site.url);
  await worker(page, 'active');
  await page.close();
  // The new worker and page are there, but one file is missing, cut short, or of another version. (What arrived whole stays in the browser's own cache:
  // the file that is asked for anew each time comes last.)
  const other = (path, type, content) => (asked, response) => {
    if (asked !== path) return false;
    response.writeHead(content === undefined ? 404 : 200, { 'Content-Type': type });
    response.end(content);
    return true;
  };
  const halves = [
    other(`/${young.script}`, 'text/javascript'),
    other(`/${young.script}`, 'text/javascript', 'a{'),
    other('/plan.html', 'text/html', '<h1>another</h1>'),
  ];
  site.serve(young.folder);
  for (const half of halves) {
    site.answer(half);
    const page = await context.newPage();
    // Watched from the page's first moment on: the browser looks for a new version by itself.
    await page.addInitScript(() => {
      window.outcome = navigator.serviceWorker.getRegistration().then((registration) => new Promise((resolve) => {
        const watch = (installing) => installing.addEventListener('statechange', () => installing.state !== 'installing' && resolve(installing.state));
        if (registration.installing) watch(registration.installing);
        registration.addEventListener('updatefound', () => watch(registration.installing));
      }));
    });
    await page.goto(site.url);
    await waitReady(page);
    const outcome = await page.evaluate(() => window.outcome);
    assert.equal(outcome, 'redundant', 'the half version is thrown away');
    await page.reload();
    await waitReady(page);
    assert.equal(await scriptOf(page), old.script, 'the whole old version is still there');
    await page.close();
  }
  await site.close();
  const still = await open(context, site.url);
  assert.equal(await scriptOf(still), old.script, 'without a network too');
  assert.deepEqual(problems, []);
  await context.close();
});

test('in a frame of another site nothing is kept', async () => {
  const site = await serveFolder(dist);
  const host = await serveFolder(folders);
  host.answer((path, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end(`<iframe src="${site.url}" width="800" height="600"></iframe>`);
    return true;
  });
  const { context, problems } = await visitor();
  const page = await context.newPage();
  await page.goto(host.url.replace('127.0.0.1', 'localhost'));
  const frame = page.frameLocator('iframe');
  await frame.locator('html[data-loaded]').waitFor({ state: 'attached' });
  const kept = await page.frames()[1].evaluate(() => navigator.serviceWorker.getRegistrations().then((all) => all.length, () => 0));
  assert.equal(kept, 0);
  assert.ok(!site.asked.includes('/sw.js'));
  assert.deepEqual(problems, []);
  await context.close();
  await Promise.all([site.close(), host.close()]);
});

test('the manifest says how the page is installed', async () => {
  const manifest = JSON.parse(readFileSync(join(dist, 'manifest.webmanifest'), 'utf8'));
  assert.match(manifest.name, /惠企自测/);
  assert.equal(manifest.display, 'standalone');
  for (const icon of manifest.icons) {
    const png = readFileSync(join(dist, icon.src));
    assert.equal(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, icon.sizes, icon.src);
  }
  const site = await serveFolder(dist);
  const { context } = await visitor();
  const page = await context.newPage();
  await page.goto(`${site.url}install.html`);
  await worker(page, 'active');
  const session = await context.newCDPSession(page);
  const { errors } = await session.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito'), []);
  await context.close();
  await site.close();
});
