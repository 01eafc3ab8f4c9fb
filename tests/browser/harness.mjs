// What every browser test uses: the page in a real browser, watched from the first byte.
//
// `cargo xtask test --only browser` sets ZICE_URL (the served release site), ZICE_CHROMIUM and
// ZICE_BIN (the native command). ZICE_ENGINE=firefox runs a file in the stock Firefox instead (ZICE_FIREFOX, else firefox-esr), which Playwright drives by
// WebDriver BiDi; ZICE_ENGINE=webkit in WebKitGTK (webkit.mjs). Which test runs where: engines.mjs. A helper waits for a state of the page, never for a time.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, test as tested } from 'node:test';
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { chromium, firefox } from 'playwright-core';
import { exceptions } from './engines.mjs';
import { serveFolder } from './site.mjs';
import { endAll, startWebKit } from './webkit.mjs';

const require = createRequire(import.meta.url);
export const root = fileURLToPath(new URL('../..', import.meta.url));
const screens = join(root, 'target', 'screens');

export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the browser tests by \`cargo xtask test --only build,browser\`.`);
  return value;
}

/** The served site, ending in a slash. */
export const siteUrl = () => setting('ZICE_URL');

/** The browser that the tests of this run are for. */
export const ENGINE = process.env.ZICE_ENGINE ?? 'chromium';

// What WebKit asks for is seen by the server alone: each file of tests has one of its own. Without a worker, which would fetch the whole site once more.
const watched = ENGINE === 'webkit' ? await serveFolder(process.env.ZICE_DIST ?? join(root, 'dist')) : null;
if (watched) {
  process.env.ZICE_URL = watched.url;
  watched.answer((path, response) => path === '/sw.js' && !!response.writeHead(404).end());
}

const exceptional = exceptions(ENGINE, process.argv[1] ?? '');
const met = new Set();
after(() => {
  for (const [pattern] of exceptional) assert.ok(met.has(pattern), `engines.mjs leaves out ${pattern}, and there is no such test`);
});

/** A test of this file, unless the table of engines.mjs says why it does not run in the engine at hand: then the run says so. */
export function test(name, ...rest) {
  const exception = exceptional.find(([pattern]) => pattern.test(name));
  if (!exception) return tested(name, ...rest);
  met.add(exception[0]);
  return console.log(`# not in ${ENGINE}: ${name} (${exception[1]})`);
}

/** Whether fingers can be imitated: only Chromium's protocol has them; elsewhere the same visit is made by mouse. */
export const TOUCHES = ENGINE === 'chromium';

/** The stock Firefox, where there is one. */
export const firefoxPath = () => process.env.ZICE_FIREFOX ?? ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find((path) => existsSync(path));

/** Starts the stock Firefox; `profile` is a folder of its own, else a new one each time. Dark and reduced motion are preferences there, not the tests'. */
export function startFirefox(profile, prefs = {}) {
  const executablePath = firefoxPath();
  if (!executablePath) throw new Error('No Firefox was found: apt-get install firefox-esr, or set ZICE_FIREFOX.');
  const firefoxUserPrefs = { 'ui.prefersReducedMotion': 1, 'browser.sessionhistory.max_total_viewers': 0, ...prefs };
  const options = { channel: 'moz-firefox', executablePath, headless: true, firefoxUserPrefs };
  return profile ? firefox.launchPersistentContext(profile, options) : firefox.launch(options);
}

let launched;
/** Servers of strange pages around ours. */
const hosts = [];

/** The style by which Playwright stills a page for a picture: the page's policy refuses it, and Firefox says so as an error of the page. */
const OF_PLAYWRIGHT = 'sha256-YjaKGiklmzC6wjXA513HAM';

/** The one browser of a test file; closed after its last test. */
export function browser() {
  launched ??= ENGINE === 'firefox' ? startFirefox() : chromium.launch({ executablePath: setting('ZICE_CHROMIUM'), headless: true, args: FLAGS });
  return launched;
}

after(async () => {
  if (launched) await (await launched).close();
  endAll();
  await watched?.close();
  hosts.forEach((host) => host.close());
});

/** The path with one question a view, which most tests walk through; those of screens ask for `together`. */
export const apart = (path) => path.replace(/^([^#?]*)(\?[^#]*)?/, (_, file, query) => `${file}${query ? `${query}&` : '?'}step=one`);

/**
 * Opens the page in a fresh context and watches it. Returns `{ page, context, problems, requests,
 * assertQuiet, requestsAfterReady, close }`.
 * `path` is relative to the site: '', 'index.html#p=…'; with `together` questions are asked together, as visitors see them, else one a view. `init` runs in the page before its own scripts, `prepare(page)` before it is opened;
 * `context` holds further options of Playwright's browser context. With `frame: { width, height }` the page
 * stands in an iframe of another origin's page; `ready()` then resolves to the frame.
 */
export async function openPage(options = {}) {
  if (ENGINE === 'webkit') return openInWebKit(options);
  const { width = 1280, height = 900, colorScheme = 'light', locale = 'zh-CN', javaScriptEnabled = true } = options;
  const context = await (await browser()).newContext({
    viewport: { width, height },
    colorScheme,
    locale,
    javaScriptEnabled,
    reducedMotion: 'reduce',
    // The worker fetches the whole site once more; its own tests (offline.test.mjs) let it.
    serviceWorkers: 'block',
    ...options.context,
  });
  const page = await context.newPage();
  const problems = [];
  const requests = [];
  let readyAt = null; // how many requests had been sent when the page became ready

  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !message.text().startsWith('Service Worker registration blocked by Playwright')) {
      problems.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  page.on('pageerror', (error) => {
    const said = `page error: ${error.stack ?? error}`;
    if (!said.includes(OF_PLAYWRIGHT)) problems.push(said);
  });
  page.on('crash', () => problems.push('the page crashed'));
  page.on('requestfailed', (request) => {
    // Without scripts Chromium refuses to preload them, which is no fault of the page.
    if (!javaScriptEnabled && request.resourceType() === 'script') return;
    problems.push(`failed: ${request.url()} (${request.failure()?.errorText})`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`status ${response.status()}: ${response.url()}`);
  });
  context.on('request', (request) => {
    const url = request.url();
    if (!/^(data|blob):/.test(url)) requests.push({ method: request.method(), url, type: request.resourceType() });
  });

  if (options.init) await page.addInitScript(options.init);
  await options.prepare?.(page);
  const view = options.frame ? await openHost(page, options) : page;
  const path = options.together ? (options.path ?? '') : apart(options.path ?? '');
  if (!options.frame) await page.goto(new URL(path, siteUrl()).href, { waitUntil: 'load' });

  return {
    page,
    context,
    problems,
    requests,
    /** Waits until the program is in charge and everything is loaded, and remembers what had been requested by then. */
    async ready() {
      await waitReady(view);
      await view.locator('html[data-loaded]').waitFor({ state: 'attached' });
      readyAt ??= requests.length;
      return view;
    },
    /** Fails on any console error or warning, page error, failed or refused request. */
    assertQuiet() {
      assert.deepEqual(problems, [], 'the page complained');
    },
    /** What was requested after `ready()`; must stay empty. */
    requestsAfterReady() {
      assert.notEqual(readyAt, null, 'call ready() first');
      return requests.slice(readyAt);
    },
    close: () => context.close(),
  };
}

/** The same in WebKitGTK: the requests are those that the server saw; of its console its driver says nothing. */
async function openInWebKit({ path = '', together, width, height, frame, init, prepare, context }) {
  assert.ok(!prepare && !frame && !Object.keys(context ?? {}).length, 'WebKitWebDriver has no contexts: engines.mjs must leave this test out');
  const { page, close } = await startWebKit({ width, height });
  const from = watched.asked.length;
  const asked = () => watched.asked.slice(from).filter((path) => path !== '/sw.js').map((path) => ({ method: 'GET', url: new URL(`.${path}`, siteUrl()).href }));
  let readyAt = null;
  await page.goto(new URL(together ? path : apart(path), siteUrl()).href);
  // Later than elsewhere, and what it would have to do before the page's own scripts it cannot do.
  if (init) await page.evaluate(init);
  return {
    page,
    context: null,
    problems: [],
    get requests() { return asked(); },
    async ready() {
      await waitReady(page);
      await page.locator('html[data-sealed]').waitFor({ state: 'attached' });
      readyAt ??= asked().length;
      return page;
    },
    assertQuiet() {},
    requestsAfterReady: () => asked().slice(readyAt ?? assert.fail('call ready() first')),
    close,
  };
}

/** Opens a strange page that holds ours in an iframe; resolves to the frame, with the page's keyboard. */
async function openHost(page, { frame, path = '' }) {
  const body = `<!doctype html><html lang="zh-CN"><link rel="icon" href="data:,"><title>门户</title><main><h1>门户</h1>
    <iframe name="zice" title="惠企自测" src="${new URL(apart(path), siteUrl()).href}" width="${frame.width}" height="${frame.height}" style="border:0"></iframe></main>`;
  const server = createServer((_, response) => response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(body));
  hosts.push(server);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  await page.goto(`http://127.0.0.1:${server.address().port}/`, { waitUntil: 'load' });
  const element = await page.locator('iframe').elementHandle();
  return Object.create(await element.contentFrame(), { keyboard: { value: page.keyboard } });
}

/** Resolves when the program has taken over the page (`<html data-ready>`). */
export async function waitReady(page) {
  await page.locator('html[data-ready]').waitFor({ state: 'attached' });
}

function command(args, profile) {
  const result = spawnSync(setting('ZICE_BIN'), args, { input: JSON.stringify(profile), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (result.error) throw result.error;
  assert.equal(result.status, 0, `zice ${args[0]} failed:\n${result.stderr}`);
  return result.stdout;
}

/** What the native command prints for the same facts, parsed. */
export const zice = (profile, args = []) => JSON.parse(command(['assess', '-', ...args], profile));

/** The share fragment of a profile, without `#p=`. */
export const ziceLink = (profile) => command(['link', '-'], profile).trim().replace(/^#?p=/, '');

/** Whether a link of the page carries what a link of the command does. The page adds the year of its figures as the last entry; a checksum of 4 bytes ends both. */
export function carriesSame(ofPage, ofCommand) {
  const [page, plain] = [ofPage, ofCommand].map((text) => Buffer.from(text, 'base64url'));
  return page.subarray(0, plain.length - 4).equals(plain.subarray(0, -4));
}

const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** axe-core's violations on the page as it is now, short enough to read in a failure. */
export async function axe(page) {
  // Through the debugger, not a script element: the page's own policy forbids strange scripts.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(require('axe-core').source);
  const { violations } = await page.evaluate(
    (values) => globalThis.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }),
    AXE_TAGS,
  );
  return violations.map(({ id, impact, help, nodes }) => ({
    id,
    impact,
    help,
    nodes: nodes.map((node) => `${node.target.join(' ')} — ${node.failureSummary.replace(/\s+/g, ' ')}`),
  }));
}

/** Fails when axe-core finds anything. */
export async function assertAccessible(page) {
  assert.deepEqual(await axe(page), [], 'axe-core found barriers');
}

/** Writes target/screens/NAME.png and returns its path. */
export async function shot(page, name, options = {}) {
  mkdirSync(screens, { recursive: true });
  const path = join(screens, `${name}${ENGINE === 'chromium' ? '' : `-${ENGINE}`}.png`);
  if (ENGINE === 'webkit') writeFileSync(path, await page.screenshot());
  // Firefox takes no picture above 65535 pixels.
  else await page.screenshot({ path, fullPage: ENGINE !== 'firefox', animations: 'disabled', caret: 'hide', ...options });
  return path;
}
