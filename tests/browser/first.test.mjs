// The first view is HTML: it is read and answered before the program is there, and nothing moves when the program takes over.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { apart, assertAccessible, openPage, shot, siteUrl, waitReady } from './harness.mjs';
import { arrived, back } from './walk.mjs';

const act = (page, name) => page.locator(`#app [data-action="${name}"]`).click();

/** Opens the page with the program held back; `give()` lets it come. */
async function before(options = {}, held = '**/*.wasm') {
  const opened = await openPage({ path: 'plan.html', ...options });
  const { page } = opened;
  page.setDefaultTimeout(15000);
  let give;
  const given = new Promise((resolve) => (give = resolve));
  await page.route(held, async (route) => {
    await given;
    await route.continue();
  });
  await page.addInitScript(() => {
    globalThis.shifts = 0;
    globalThis.empty = 0;
    globalThis.views = [];
    let begun = false;
    const look = () => {
      const there = document.querySelector('#app main') !== null;
      begun = begun || there;
      if (begun && !there) globalThis.empty += 1;
      const view = there && document.querySelector('#app main').dataset.view;
      if (view !== globalThis.views[globalThis.views.length - 1]) globalThis.views.push(view);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (globalThis.shifts += entry.hadRecentInput ? 0 : entry.value))).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(new URL(apart(options.at ?? ''), siteUrl()).href, { waitUntil: 'commit' });
  return { ...opened, give };
}

const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.dataset.action || document.activeElement.nodeName);
const shown = (page) => page.evaluate(() => document.querySelector('#app main').outerHTML.replace(/ (checked|open|style)=""/g, ''));

/** The program takes over: the markup is the same, the focus stays, nothing moves. */
async function assertSame(page, give) {
  const [markup, focus, place] = [await shown(page), await focused(page), await page.evaluate(() => window.scrollY)];
  give();
  await waitReady(page);
  const settled = await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))));
  assert.equal(settled, undefined);
  const tidy = (html) => html.replace(/\s(?:value|class)=""/g, '').replace(/<!---->/g, '');
  assert.deepEqual(attributes(tidy(await shown(page))), attributes(tidy(markup)), 'the same markup');
  assert.equal(await focused(page), focus, 'the focus stays');
  assert.equal(await page.evaluate(() => window.scrollY), place, 'the page stays where it is');
  assert.equal(await page.evaluate(() => globalThis.shifts), 0, 'nothing moved');
  assert.equal(await page.evaluate(() => globalThis.empty), 0, 'no frame was empty');
}

/** Tags with their attributes in order of name. */
function attributes(html) {
  return html.split(/(?=<)/).map((part) => {
    const [, tag, rest, text] = part.match(/^<(\/?[\w-]+)([^>]*)>(.*)$/s) ?? [null, '', '', part];
    return [tag, ...[...rest.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name, value]) => `${name}=${value ?? ''}`).sort(), text];
  });
}

for (const [width, colorScheme] of [[360, 'light'], [1280, 'dark']]) {
  test(`the intro stands there before the program, and stays as it is: ${width}, ${colorScheme}`, async () => {
    const { page, give, close, assertQuiet } = await before({ width, colorScheme });
    await page.locator('#app [data-view="intro"]').waitFor();
    assert.equal(await page.locator('html[data-ready]').count(), 0);
    await assertAccessible(page);
    await shot(page, `first-intro-before-${width}`);
    await page.locator('.zc-scope > summary').click();
    await page.locator('#topics-2').check();
    await page.locator('#topics-4').check();
    await page.locator('#topics-4').focus();
    await assertSame(page, give);
    assert.deepEqual(await page.locator('[data-view] input:checked').evaluateAll((inputs) => inputs.map((input) => input.id)), ['topics-2', 'topics-4']);
    await shot(page, `first-intro-after-${width}`);
    assertQuiet();
    await close();
  });
}

test('the first question is answered before the program, and adopted', async () => {
  const { page, give, close, assertQuiet } = await before({ width: 360 });
  await act(page, 'next');
  await page.locator('#app [data-question]').waitFor();
  assert.equal(await focused(page), 'heading');
  await shot(page, 'first-question-before-360');
  await assertAccessible(page);
  await page.locator('#answer-2').check();
  assert.ok(await page.locator('label[for="answer-2"].zc-option[data-on]').count());
  await page.locator('#answer-2').focus();
  await assertSame(page, give);
  assert.ok(await page.locator('#answer-2').isChecked(), 'the choice is adopted');
  const first = await page.locator('#app [data-question]').getAttribute('data-question');
  await act(page, 'next');
  await arrived(page, 'question', first);
  await act(page, 'back');
  await page.locator('#answer-2:checked').waitFor();
  assertQuiet();
  await close();
});

/** Opens the page with the program held back, and its rest until `come()`. */
async function beforeRest() {
  const opened = await before({}, /(zice-(?!rest)|_bg).*\.wasm/);
  let come;
  const coming = new Promise((resolve) => (come = resolve));
  await opened.page.route(/zice-rest|pack-later/, async (route) => {
    await coming;
    await route.continue();
  });
  return { ...opened, come };
}

const question = (page) => page.locator('[data-question]').getAttribute('data-question');
const waiting = (page) => page.locator('[data-view="question"] [data-waiting]');

/** Chooses the n-th option of the question at hand, or writes a figure. */
async function answer(page, n = 0) {
  const choice = page.locator('[data-question] input[type="radio"], [data-question] input[type="checkbox"]').nth(n);
  if (await choice.count()) await choice.check();
  else await page.locator('#figure').fill('12');
}

test('next pressed early is carried out when the program comes, which needs nothing of the rest', async () => {
  const { page, give, close } = await beforeRest();
  await act(page, 'next');
  const first = await question(page);
  await page.locator('#answer-1').check();
  await act(page, 'next');
  assert.equal(await page.locator('html[data-held]').count(), 1);
  give();
  await arrived(page, 'question', first);
  assert.equal(await page.locator('html[data-held]').count(), 0);
  assert.match(await page.locator('[data-view] .zc-progress__line').innerText(), /第 2 题/);
  // Still nothing but the first part of the program: a question is explained, the next are passed over until one asks for a figure, whose fields come with
  // the rest; all are gone back from, and another first answer is given.
  await page.locator('[data-view] .zc-why > summary').click();
  const seen = [];
  while (!(await waiting(page).count())) {
    seen.push(await question(page));
    await act(page, seen.length % 2 ? 'skip' : 'unknown');
    await page.locator(`[data-question]:not([data-question="${seen.at(-1)}"]), [data-waiting]`).first().waitFor();
  }
  assert.ok(seen.length < 12, seen.join());
  for (const id of seen.reverse()) {
    assert.equal(await question(page), id);
    await act(page, 'back');
    await arrived(page, 'question', id);
  }
  assert.equal(await question(page), first);
  for (let n = 0; n < await page.locator('[data-question] input').count(); n += 1) {
    await page.locator(`#answer-${n}`).check();
    await act(page, 'next');
    await arrived(page, 'question', first);
    assert.equal(await waiting(page).count(), 0);
    await back(page);
    await page.locator(`[data-question="${first}"]`).waitFor();
  }
  await act(page, 'results');
  await page.locator('[data-waiting]').waitFor();
  await close();
});

test('the second answer waits for the rest, calmly, and nothing of it is lost', async () => {
  const { page, give, come, close, assertQuiet } = await beforeRest();
  give();
  await waitReady(page);
  await act(page, 'next');
  const first = await question(page);
  await answer(page, 1);
  await act(page, 'next');
  await arrived(page, 'question', first);
  const second = await question(page);
  await answer(page, 1);
  await act(page, 'next');
  await waiting(page).waitFor();
  assert.match(await waiting(page).innerText(), /正在打开/);
  assert.equal(await focused(page), 'next', 'the focus stays');
  assert.equal(await question(page), second);
  await assertAccessible(page);
  await shot(page, 'first-waiting-1280');
  // Another answer is chosen: what was pressed was for the one before.
  await answer(page, 0);
  await waiting(page).waitFor({ state: 'detached' });
  await act(page, 'next');
  await waiting(page).waitFor();
  come();
  await arrived(page, 'question', second);
  assert.equal(await page.locator('[data-waiting]').count(), 0);
  assert.match(await page.locator('[data-view] .zc-progress__line').innerText(), /第 3 题/);
  assert.equal(await focused(page), 'heading');
  const third = await question(page);
  await act(page, 'back');
  await arrived(page, 'question', third);
  assert.ok(await page.locator('[data-question] input').first().isChecked(), 'the answer of the second press');
  await page.locator('html[data-loaded]').waitFor({ state: 'attached' });
  assertQuiet();
  await close();
});

test('where the rest does not come, the answer that waits for it says so and asks again', async () => {
  const opened = await openPage({ path: 'plan.html' });
  const { page, close } = opened;
  let refused = true;
  await page.route(/pack-later/, (route) => (refused ? route.abort() : route.continue()));
  await page.goto(new URL(apart(''), siteUrl()).href);
  await waitReady(page);
  await act(page, 'next');
  for (let n = 0; n < 2; n += 1) {
    const id = await question(page);
    await answer(page);
    await act(page, 'next');
    if (n === 0) await arrived(page, 'question', id);
  }
  const second = await question(page);
  await page.locator('[data-action="again"]').waitFor();
  assert.match(await waiting(page).innerText(), /您的答案还在/);
  refused = false;
  await act(page, 'again');
  await arrived(page, 'question', second);
  await close();
});

test('on a slow machine no frame shows the way back to where the visitor was', async () => {
  for (const held of [false, true]) {
    const { page, give, close } = await before({ width: 360 });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 12 });
    await act(page, 'next');
    const first = await page.locator('#app [data-question]').getAttribute('data-question');
    await page.locator('#answer-2').check();
    if (held) await act(page, 'next');
    give();
    await waitReady(page);
    if (held) await arrived(page, 'question', first);
    else assert.ok(await page.locator('#answer-2').isChecked());
    assert.deepEqual(await page.evaluate(() => globalThis.views.filter(Boolean)), ['intro', 'question']);
    await close();
  }
});

test('topics chosen early count; the number of questions that may come is theirs', async () => {
  const { page, give, close } = await before({});
  await page.locator('.zc-scope > summary').click();
  for (const topic of [1, 2, 3]) await page.locator(`#topics-${topic}`).check();
  const scope = await page.locator('.zc-scope__now').textContent();
  assert.match(scope, /3/);
  await act(page, 'next');
  const early = await page.locator('#app [data-question]').count();
  if (early) assert.doesNotMatch(await page.locator('[data-view] .zc-progress__line').innerText(), /NaN|undefined/);
  const before_ = early ? await page.locator('[data-view] .zc-progress__line').innerText() : null;
  give();
  await waitReady(page);
  await page.locator('#app [data-question]').waitFor();
  if (before_) assert.equal(await page.locator('[data-view] .zc-progress__line').innerText(), before_);
  await act(page, 'back');
  for (const topic of [1, 2, 3]) await page.locator(`#topics-${topic}:checked`).waitFor({ state: 'attached' });
  assert.equal(await page.locator('.zc-scope__now').textContent(), scope);
  await close();
});

test('another language and carried answers are not shown as something else first', async () => {
  for (const at of ['?lang=en', 'index.html#p=x']) {
    const { page, give, close } = await before({ at });
    await page.locator('.zc-before__loading').waitFor();
    assert.ok(!(await page.locator('#app [data-view="intro"]').isVisible()));
    give();
    await waitReady(page);
    await page.locator('#app [data-view]').waitFor();
    await close();
  }
});

test('nothing that did not change is touched in a step', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  await act(page, 'next');
  await arrived(page, 'question');
  const id = await page.locator('[data-question]').getAttribute('data-question');
  await page.evaluate(() => {
    globalThis.touched = [];
    const watch = (selector) => {
      const element = document.querySelector(selector);
      new MutationObserver((list) => globalThis.touched.push(...list.map((one) => `${selector}: ${one.type} ${one.attributeName ?? ''}`))).observe(element, {
        subtree: true, childList: true, attributes: true, characterData: true,
      });
    };
    watch('.zc-bar');
    watch('.zc-foot');
  });
  await page.locator('#answer-1').check();
  await act(page, 'next');
  await arrived(page, 'question', id);
  assert.deepEqual(await page.evaluate(() => globalThis.touched), [], 'bar and foot are left alone');
  const choices = await page.evaluate(async () => {
    const seen = [];
    const observer = new MutationObserver((list) => seen.push(...list.map((one) => one.target)));
    observer.observe(document.querySelector('#main'), { subtree: true, childList: true, attributes: true, characterData: true });
    document.querySelector('#answer-1').click();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    observer.disconnect();
    return seen.map((node) => node.nodeName + '.' + (node.className ?? ''));
  });
  assert.ok(choices.length <= 2, `choosing touches the chosen option alone: ${choices}`);
  await opened.close();
});

test('a server whose policy refuses styles and scripts inside a page: the page waits for its files and then is the same', async () => {
  const opened = await openPage({
    prepare: (page) => page.route((url) => url.pathname === '/', async (route) => {
      const response = await route.fetch();
      const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:";
      await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
    }),
    path: '?theme=red',
  });
  const page = await opened.ready();
  await page.locator('html[data-sealed]').waitFor({ state: 'attached' });
  assert.equal(await page.locator('link[href$="themes/red.css"]').count(), 1, 'the theme is there');
  const [width, ground] = await page.evaluate(() => [getComputedStyle(document.querySelector('#main')).maxWidth, getComputedStyle(document.documentElement).getPropertyValue('--zc-ground')]);
  assert.match(width, /px$/);
  assert.notEqual(ground, '', 'the style came as a file');
  await act(page, 'next');
  await arrived(page, 'question');
  await opened.close();
});

for (const width of [360, 1280]) {
  test(`the style that comes later moves nothing in the first views: ${width}`, async () => {
    for (const steps of [[], ['next']]) {
      const { page, give, close } = await before({ width }, '**/zice-*.css');
      await waitReady(page);
      for (const step of steps) await act(page, step);
      await page.locator(`[data-view="${steps.length ? 'question' : 'intro'}"]`).waitFor();
      const places = () => page.evaluate(() => Array.from(document.querySelectorAll('#app :not(.zc-seal, .zc-seal *, main[hidden], main[hidden] *)'), (element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [element.nodeName, element.className, x, y, width, height].join(' ');
      }));
      const early = await places();
      give();
      await page.locator('html[data-loaded]').waitFor({ state: 'attached' });
      assert.deepEqual(await places(), early);
      await close();
    }
  });
}

for (const [where, behind, there] of [
  ['before the first question', '<template id="first-question"', false], ['in the middle of it', 'zc-progress__line', false],
  ['in front of its buttons', 'zc-why', false], ['behind it', 'zc-before__loading', true],
]) {
  test(`开始 pressed while the page itself is still coming in, cut ${where}, shows the question as soon as it is there`, async () => {
    const whole = await (await fetch(siteUrl())).text();
    const start = whole.indexOf('<template id="first-question"');
    const cut = whole.indexOf(behind, start);
    assert.ok(0 < start && start <= cut, 'the first question stands behind the intro');
    let rest;
    const server = createServer((request, response) => {
      // No program, and none that is refused (assets/early.js would ask for the page once more): the page itself must do it.
      if (request.url !== '/') return undefined;
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
      response.write(whole.slice(0, cut));
      rest = () => response.end(whole.slice(cut));
      return undefined;
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const opened = await openPage({ path: 'plan.html' });
    const { page } = opened;
    const problems = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(`http://127.0.0.1:${server.address().port}/`, { waitUntil: 'commit' });
    await act(page, 'next');
    if (!there) {
      await page.locator('html[data-held]').waitFor({ state: 'attached' });
      rest();
    }
    await page.locator('#app [data-question]').waitFor({ state: 'attached' });
    assert.equal(await page.locator('html[data-held]').count(), 0);
    assert.equal(await page.locator('#app [data-action="next"]').count(), 1, 'the question came whole');
    if (there) assert.equal(await page.evaluate(() => document.readyState), 'loading', 'without waiting for the end of the page');
    assert.deepEqual(problems, []);
    await opened.close();
    server.closeAllConnections();
    server.close();
  });
}
