// WebKitGTK's own browser, driven by WebKitWebDriver (W3C WebDriver) on a screen that is not there (Xvfb). What comes out is the part of Playwright's page that the
// tests of whole visits use, so that the same hands and checks (walk.mjs) serve in all engines. What that protocol has not (console, requests,
// scripts before the page's own, printing, downloads) is not imitated: engines.mjs says which tests need it.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MINI_BROWSER = [4.1, 6.0, 4.0].map((version) => `/usr/lib/x86_64-linux-gnu/webkit${version === 6 ? '' : '2'}gtk-${version.toFixed(1)}/MiniBrowser`);
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
/** How long a state may take to come, in milliseconds. */
const PATIENCE = 30_000;

/** Where WebKitGTK's browser, its driver and the screen are; undefined where one is missing. */
export function webkitPath() {
  const browser = process.env.ZICE_WEBKIT ?? MINI_BROWSER.find((path) => existsSync(path));
  return browser && existsSync('/usr/bin/WebKitWebDriver') && existsSync('/usr/bin/Xvfb') ? browser : undefined;
}

const KEYS = {
  Enter: '\uE007', Tab: '\uE004', Space: ' ', Escape: '\uE00C', Backspace: '\uE003', Delete: '\uE017', Shift: '\uE008', Control: '\uE009', Alt: '\uE00A',
  ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015', PageUp: '\uE00E', PageDown: '\uE00F', End: '\uE010', Home: '\uE011',
};

const rest = (time) => new Promise((resolve) => setTimeout(resolve, time));

/** A port that nobody listens on. */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * A screen of this size that nobody sees: `{ display, close }`. As large as the window and no larger: nobody manages windows there, and the one under the pointer, which
 * rests in the middle of the screen, has the focus.
 */
export function screen(width, height) {
  const program = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  return new Promise((resolve, reject) => {
    program.on('exit', () => reject(new Error('Xvfb did not start')));
    program.stdio[3].once('data', (number) => resolve({ display: `:${String(number).trim()}`, close: () => program.kill() }));
  });
}

/** One request of the protocol; an error of the driver is an error here, with its name. */
async function ask(base, method, path, body) {
  const response = await fetch(`${base}${path}`, { method, body: body === undefined ? undefined : JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
  const { value } = await response.json();
  if (response.ok) return value;
  throw Object.assign(new Error(`WebKit: ${value.error}: ${value.message}`), { kind: value.error });
}

/** What a test that failed has left running: the file's last hook ends it, or its process would never end. */
const running = new Set();
export const endAll = () => [...running].forEach((end) => end());
process.once('exit', endAll);

/**
 * Starts WebKitGTK on a screen of this size, the page filling it. Resolves to `{ page, close }`. `eager`: `goto` does not wait for the page's load.
 */
export async function startWebKit({ width = 1280, height = 900, eager = false } = {}) {
  const binary = webkitPath();
  if (!binary) throw new Error('WebKitGTK was not found: apt-get install webkit2gtk-driver xvfb.');
  const { display, close: closeScreen } = await screen(width, height);
  // Caches and storage of their own, and gone afterwards.
  const home = mkdtempSync(join(tmpdir(), 'zice-webkit-'));
  const port = await freePort();
  const folders = { HOME: home, XDG_CACHE_HOME: join(home, 'cache'), XDG_DATA_HOME: join(home, 'data'), XDG_CONFIG_HOME: join(home, 'config') };
  const env = { ...process.env, ...folders, DISPLAY: display, LIBGL_ALWAYS_SOFTWARE: '1', LANG: 'zh_CN.UTF-8', LANGUAGE: 'zh_CN', NO_AT_BRIDGE: '1', GTK_A11Y: 'none' };
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], { env, stdio: 'ignore' });
  const base = `http://127.0.0.1:${port}`;
  const end = () => {
    running.delete(end);
    driver.kill();
    closeScreen();
    try {
      rmSync(home, { recursive: true, force: true });
    } catch {
      // What ends writes to it for a moment still; the system empties its folder of temporary files.
    }
  };
  running.add(end);
  try {
    for (let left = 100; 0 < left; left -= 1) {
      if (await ask(base, 'GET', '/status').then(() => true, () => false)) break;
      await rest(50);
    }
    const capabilities = { unhandledPromptBehavior: 'accept', pageLoadStrategy: eager ? 'none' : 'normal', 'webkitgtk:browserOptions': { binary, args: ['--automation', '--full-screen'] } };
    const { sessionId } = await ask(base, 'POST', '/session', { capabilities: { alwaysMatch: capabilities } });
    const session = `${base}/session/${sessionId}`;
    await ask(session, 'POST', '/timeouts', { script: PATIENCE, pageLoad: PATIENCE, implicit: 0 });
    const close = async () => {
      await ask(session, 'DELETE', '').catch(() => undefined);
      end();
    };
    const page = new Page((method, path, body) => ask(session, method, path, body));
    await page.setViewportSize({ width, height });
    return { page, close };
  } catch (problem) {
    end();
    throw problem;
  }
}

/** A script and what it is given, as the protocol wants them; what it throws comes back as an error of the page. */
async function run(send, code, args) {
  const body = `const done = arguments[arguments.length - 1]; const given = Array.from(arguments).slice(0, -1);
    Promise.resolve().then(() => (${code})(...given)).then((value) => done({ value: value === undefined ? null : value }), (error) => done({ error: String(error) + '\\n' + (error && error.stack) }));`;
  const answer = await send('POST', '/execute/async', { script: body, args });
  if (answer.error) throw new Error(`in the page: ${answer.error}`);
  return answer.value;
}

const code = (what) => what.toString();

/** What a locator means: elements by CSS, one inside the other, narrowed by text or place. Runs in the page. */
function found(steps) {
  let all = [document];
  for (const step of steps) {
    if (step.css) all = [...new Set(all.flatMap((one) => [...one.querySelectorAll(step.css)]))];
    if (step.visible) all = all.filter((one) => one.getClientRects().length && getComputedStyle(one).visibility === 'visible');
    if (step.text !== undefined) {
      const pattern = step.pattern ? new RegExp(step.text, step.flags) : { test: (text) => text.replace(/\s+/g, ' ').toLowerCase().includes(step.text.toLowerCase()) };
      all = all.filter((one) => pattern.test(one.textContent));
    }
    if (step.nth !== undefined) all = all.slice(step.nth).slice(0, 1);
  }
  return all;
}
const FOUND = found.toString();

class Locator {
  constructor(page, steps) {
    this.page = page;
    this.steps = steps;
  }

  with(step) {
    return new Locator(this.page, [...this.steps, step]);
  }

  locator(css, options) {
    return this.page.locator(css, options, this.steps);
  }

  first() {
    return this.nth(0);
  }

  last() {
    return this.nth(-1);
  }

  nth(nth) {
    return this.with({ nth });
  }

  /** Does something with all elements found. */
  evaluateAll(what, argument = null) {
    return this.page.run(`(steps, argument) => (${code(what)})((${FOUND})(steps), argument)`, [this.steps, argument]);
  }

  count() {
    return this.evaluateAll((all) => all.length);
  }

  /** Waits for the one element, as the protocol names it. */
  async handle() {
    await this.waitFor({ state: 'attached' });
    const handle = await this.page.send('POST', '/execute/sync', { script: `return (${FOUND})(arguments[0])[0]`, args: [this.steps] });
    return handle ?? this.handle();
  }

  async elementHandle() {
    return this.first();
  }

  async evaluate(what, argument = null) {
    await this.waitFor({ state: 'attached' });
    return this.page.run(`(steps, argument) => (${code(what)})((${FOUND})(steps)[0], argument)`, [this.steps, argument]);
  }

  async waitFor({ state = 'visible', timeout = PATIENCE } = {}) {
    const is = (steps, state, find) => {
      const all = find(steps);
      const shown = all.filter((one) => one.getClientRects().length && getComputedStyle(one).visibility === 'visible').length;
      return { attached: all.length, detached: !all.length, visible: shown, hidden: !shown }[state];
    };
    await this.page.until(`(steps, state) => (${is})(steps, state, ${FOUND})`, [this.steps, state], `${JSON.stringify(this.steps)} is ${state}`, timeout);
  }

  async isVisible() {
    return (await this.with({ visible: true }).count()) !== 0;
  }

  async all() {
    return Array.from({ length: await this.count() }, (_, n) => this.nth(n));
  }

  /**
   * The driver's click: scrolls there, and presses the middle of it with a mouse. Two presses of one button within half a second are a
   * double click to the engine, and the page takes it for one: a person who means two takes longer.
   */
  async click() {
    await this.waitFor();
    await this.page.bring?.(this);
    const what = JSON.stringify(this.steps);
    const { pressed } = this.page;
    if (pressed?.what === what) await rest(Math.max(0, 600 + pressed.at - Date.now()));
    this.page.pressed = { what, at: Date.now() };
    for (let left = 20; ; left -= 1) {
      const id = (await this.handle())[ELEMENT];
      try {
        return await this.page.send('POST', `/element/${id}/click`, {});
      } catch (problem) {
        if (left === 0 || !/stale element|not interactable|intercepted/.test(problem.kind)) throw problem;
        await rest(50);
      }
    }
  }

  tap() {
    return this.click();
  }

  async check() {
    if (!(await this.isChecked())) await this.click();
  }

  async fill(text) {
    await this.click();
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.insertText(text);
  }

  async press(key) {
    await this.focus();
    await this.page.keyboard.press(key);
  }

  focus() {
    return this.evaluate((one) => one.focus());
  }

  scrollIntoViewIfNeeded() {
    return this.evaluate((one) => one.scrollIntoView({ block: 'center' }));
  }

  selectOption(wanted) {
    return this.evaluate((one, wanted) => {
      const options = [...one.options];
      const place = options.findIndex((option, index) => [option.value, option.label, option.text].includes(wanted.label ?? wanted.value ?? wanted) || index === wanted.index);
      if (place < 0) throw new Error(`no such entry: ${JSON.stringify(wanted)}`);
      one.selectedIndex = place;
      one.dispatchEvent(new Event('input', { bubbles: true }));
      one.dispatchEvent(new Event('change', { bubbles: true }));
    }, wanted);
  }

  async setInputFiles(path) {
    const id = (await this.handle())[ELEMENT];
    await this.page.send('POST', `/element/${id}/value`, { text: path });
  }

  getAttribute(name) {
    return this.evaluate((one, name) => one.getAttribute(name), name);
  }

  innerText() {
    return this.evaluate((one) => one.innerText);
  }

  textContent() {
    return this.evaluate((one) => one.textContent);
  }

  allInnerTexts() {
    // WebKit gives no text of what lies folded.
    return this.evaluateAll((all) => all.map((one) => one.innerText || one.textContent));
  }

  inputValue() {
    return this.evaluate((one) => one.value);
  }

  isChecked() {
    return this.evaluate((one) => one.checked);
  }

  isDisabled() {
    return this.evaluate((one) => one.disabled);
  }

  async isEnabled() {
    return !(await this.isDisabled());
  }

  /** The page inside the frame that this is. */
  contentFrame() {
    return new Frame(this);
  }
}

/** What a page and a frame have in common. */
class View {
  run(what, args) {
    return run((...words) => this.send(...words), what, args);
  }

  locator(css, { hasText } = {}, before = []) {
    const visible = /:visible$/.test(css);
    const step = { css: css.replace(/:visible$/, ''), visible };
    const text = hasText === undefined ? {} : hasText instanceof RegExp ? { pattern: true, text: hasText.source, flags: hasText.flags } : { text: hasText };
    return new Locator(this, [...before, { ...step, ...text }]);
  }

  /** A function with its argument, or a script as text. */
  evaluate(what, argument = null) {
    // As a script of the driver's: the page's policy forbids making one from text.
    if (typeof what === 'string') return this.send('POST', '/execute/sync', { script: what, args: [] });
    return this.run(code(what), [argument]);
  }

  /** Asks again and again until it is so. A page on its way to another answers nothing for a moment. */
  async until(what, args, name, timeout = PATIENCE) {
    const end = Date.now() + timeout;
    for (let problem = ''; ; ) {
      try {
        const value = await this.run(what, args);
        if (value) return value;
      } catch (error) {
        problem = `: ${error.message}`;
        if (/unexpected alert|invalid session/.test(error.kind ?? '')) throw error;
      }
      if (end < Date.now()) throw new Error(`within ${timeout} ms it never was so that ${name}${problem}`);
      await rest(20);
    }
  }

  waitForFunction(what, argument = null) {
    return this.until(code(what), [argument], String(what));
  }

  waitForSelector(css, options) {
    return this.locator(css).waitFor(options);
  }
}

class Page extends View {
  constructor(send) {
    super();
    this.tell = send;
    this.inside = null;
    this.keyboard = {
      press: (keys) => this.press(keys),
      insertText: (text) => this.type([...text]),
      type: (text) => this.type([...text]),
    };
  }

  /** To the page itself, not to a frame in it. */
  async send(...words) {
    if (this.inside) await this.tell('POST', '/frame', { id: null });
    this.inside = null;
    return this.tell(...words);
  }

  async type(letters) {
    const actions = letters.flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]);
    await this.tell('POST', '/actions', { actions: [{ type: 'key', id: 'keys', actions }] });
  }

  async press(keys) {
    const all = (keys.length === 1 ? [keys] : keys.split('+')).map((key) => KEYS[key.replace('ControlOrMeta', 'Control')] ?? key);
    const actions = [...all.map((value) => ({ type: 'keyDown', value })), ...all.toReversed().map((value) => ({ type: 'keyUp', value }))];
    await this.tell('POST', '/actions', { actions: [{ type: 'key', id: 'keys', actions }] });
  }

  async setViewportSize({ width, height }) {
    await this.send('POST', '/window/rect', { x: 0, y: 0, width, height });
    await this.until('(width, height) => innerWidth === width && innerHeight === height', [width, height], `the window is ${width} by ${height} (334 is its least width)`, 5000);
  }

  async goto(url) {
    await this.send('POST', '/url', { url });
  }

  content() {
    return this.evaluate(() => document.documentElement.outerHTML);
  }

  async url() {
    return this.send('GET', '/url');
  }

  async title() {
    return this.send('GET', '/title');
  }

  async goBack() {
    await this.send('POST', '/back', {});
  }

  async goForward() {
    await this.send('POST', '/forward', {});
  }

  async reload() {
    await this.send('POST', '/refresh', {});
  }

  /** The browser's own questions are answered with yes by the driver. */
  once(event) {
    if (event !== 'dialog') throw new Error(`WebKitWebDriver tells nothing of ${event}: engines.mjs must leave this test out`);
  }

  setDefaultTimeout() {}

  /** A picture of what the window shows, as a PNG. */
  async screenshot() {
    return Buffer.from(await this.send('GET', '/screenshot'), 'base64');
  }
}

/** A page in a frame of another: every request goes there first. */
class Frame extends View {
  constructor(element) {
    super();
    this.element = element;
    this.page = element.page;
    this.keyboard = this.page.keyboard;
  }

  /** The page around scrolls to what lies in the frame: WebKit does not. */
  async bring(locator) {
    const inside = await locator.evaluate((one) => {
      const { top, bottom } = one.getBoundingClientRect();
      return (top + bottom) / 2;
    });
    await this.element.evaluate((frame, inside) => scrollBy(0, frame.getBoundingClientRect().top + inside - innerHeight / 2), inside);
  }

  async send(...words) {
    const { page } = this;
    if (page.inside !== this) {
      const handle = await this.element.handle();
      await page.tell('POST', '/frame', { id: handle });
      page.inside = this;
    }
    return page.tell(...words);
  }
}
