// What browsers of 2020 can read: Chromium 87, Firefox 83, Safari 14. The WebAssembly is checked by the build (xtask/src/features.rs);
// here: the scripts' syntax, the interfaces and style rules that came later, and a visit without them.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'acorn';
import { openPage, siteUrl } from './harness.mjs';
import { arrived, assertSameAsCommand, mouse, walk } from './walk.mjs';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const sent = (ending) =>
  readdirSync(dist, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(ending))
    .map((name) => [name, readFileSync(join(dist, name), 'utf8')]);

/** A word of a script or style sheet, and the first Chromium that knows it (Firefox, Safari where those are later). */
const LATER_IN_SCRIPTS = [
  [/\bstructuredClone\b/, 'Chromium 98'], [/\.at\(/, 'Chromium 92'], [/\bObject\.hasOwn\b/, 'Chromium 93'], [/\.findLast(Index)?\(/, 'Chromium 97'],
  [/\brandomUUID\b/, 'Chromium 92'], [/\.(toSorted|toReversed|toSpliced|with)\(/, 'Chromium 110'], [/\bAbortSignal\.(timeout|any)\b/, 'Chromium 103'],
  [/\brequestIdleCallback\b/, 'Safari none'], [/\bBroadcastChannel\b/, 'Safari 15.4'], [/\b(De)?CompressionStream\b/, 'Firefox 113, Safari 16.4'],
  // A dialogue (Firefox 98, Safari 15.4) is used at a counter only, where Chromium runs.
  [/\.showPopover\(|\bpopover\b/, 'Chromium 114'], [/\bstartViewTransition\b/, 'Chromium 111'],
  [/\breplaceChildren\(/, 'Safari 14 only'], [/\bWeakRef\b/, 'Safari 14.1'], [/\bsetHTMLUnsafe\b|\bgetHTML\b/, 'Chromium 124'], [/\bPromise\.withResolvers\b/, 'Chromium 119'],
  [/\bnavigator\.locks\b/, 'Firefox 96, Safari 15.4'], [/\bIntl\.(ListFormat|Segmenter|DurationFormat)\b/, 'Firefox 78 to 125, Safari 14.1'],
];
const LATER_IN_STYLES = [
  [/:has\(/, 'Chromium 105'], [/:is\(|:where\(/, 'Chromium 88'], [/@layer\b/, 'Chromium 99'], [/@container\b|\bcontainer-type\b/, 'Chromium 105'],
  [/@property\b/, 'Firefox 128'], [/@supports selector\(/, 'Chromium 83'], [/\bcolor-mix\(|\boklch\(|\boklab\(|\blight-dark\(/, 'Chromium 111'],
  [/\d(d|s|l)v(h|w)\b/, 'Chromium 108'], [/(^|[;{\s])inset(-block|-inline)?\s*:/, 'Chromium 87, Safari 14.1'], [/\baspect-ratio\s*:/, 'Chromium 88'],
  [/\baccent-color\s*:/, 'Chromium 93'], [/overflow(-[xy])?\s*:\s*clip/, 'Chromium 90'], [/(^|[;{\s])(translate|rotate|scale)\s*:/, 'Chromium 104'],
  [/\bscrollbar-gutter\b/, 'Chromium 94'], [/\bfield-sizing\b/, 'Chromium 123'], [/[{;}]\s*&/, 'nesting, Chromium 112'], [/\bround\(|\bsin\(/, 'Chromium 111'],
  [/:user-(in)?valid\b/, 'Chromium 119'], [/:modal\b|:popover-open\b/, 'Chromium 105'],
];

test('scripts are written in the language of 2020', () => {
  const scripts = sent('.js');
  assert.ok(scripts.length >= 4, 'start, glue, embed, host');
  for (const [name, text] of scripts) {
    assert.doesNotThrow(() => parse(text, { ecmaVersion: 2020, sourceType: 'module' }), name);
    for (const [pattern, since] of LATER_IN_SCRIPTS) assert.doesNotMatch(text.replace(/^\s*(\/\/|\*).*$/gm, ''), pattern, `${name}: ${since}`);
  }
});

test('style sheets keep to what browsers of 2020 know', () => {
  for (const [name, text] of sent('.css')) {
    const rules = text.replace(/\/\*.*?\*\//gs, '');
    for (const [pattern, since] of LATER_IN_STYLES) assert.doesNotMatch(rules, pattern, `${name}: ${since}`);
    // Where :focus-visible is unknown, a ring must be left.
    assert.doesNotMatch(rules, /:focus\s*\{[^}]*outline:\s*(none|0)/, `${name}: a ring for older browsers`);
  }
});

test('nothing in a frame is measured by the window, whose height follows the content', () => {
  const styles = fileURLToPath(new URL('../../assets/styles/', import.meta.url));
  // The plan, the examples and the counter are never shown in a frame.
  const framed = readdirSync(styles).filter((name) => !['plan.css', 'examples.css', 'counter.css'].includes(name));
  for (const name of framed) assert.doesNotMatch(readFileSync(join(styles, name), 'utf8').replace(/\/\*.*?\*\//gs, ''), /\d(vh|vmin|vmax)\b/, name);
});

/** Takes away what came later, as far as that can be done. */
function age() {
  delete WebAssembly.Tag;
  delete WebAssembly.Exception;
  delete WebAssembly.JSTag;
  delete WebAssembly.Suspending;
  delete WebAssembly.promising;
  for (const name of ['structuredClone', 'WeakRef', 'FinalizationRegistry', 'navigation', 'trustedTypes', 'scheduler', 'CompressionStream', 'DecompressionStream']) {
    delete globalThis[name];
  }
  for (const name of ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with']) delete Array.prototype[name];
  for (const name of ['at', 'isWellFormed', 'toWellFormed']) delete String.prototype[name];
  for (const name of ['hasOwn', 'groupBy', 'fromAsync']) delete Object[name];
  for (const name of ['withResolvers', 'try']) delete Promise[name];
  for (const name of ['resizable', 'maxByteLength', 'transfer', 'resize', 'detached']) delete ArrayBuffer.prototype[name];
  delete Crypto.prototype.randomUUID;
  delete Location.prototype.ancestorOrigins;
  // A table of references throws where reference types are unknown.
  const { Table } = WebAssembly;
  WebAssembly.Table = function (type, ...rest) {
    if (type.element !== 'anyfunc') throw new TypeError('element must be anyfunc');
    return new Table(type, ...rest);
  };
}

test('a visit without what came later', async () => {
  const opened = await openPage({ init: age });
  const page = await opened.ready();
  await mouse.act(page, 'next');
  await arrived(page, 'question');
  const given = await walk(page, mouse, { facts: { location: 'mengla', entity: 'company', industry: 'retail', employees: 12, revenue: 300 } });
  await assertSameAsCommand(page, given);
  opened.assertQuiet();
  await opened.close();
});

const LACKS = {
  'no streaming compilation': [() => delete WebAssembly.compileStreaming, 'data-ready'],
  'no WebAssembly': [() => delete globalThis.WebAssembly, 'data-failed'],
  'WebAssembly too old for the program': [
    () => {
      const refuse = () => Promise.reject(new WebAssembly.CompileError('invalid opcode'));
      WebAssembly.compile = refuse;
      WebAssembly.compileStreaming = refuse;
    },
    'data-failed',
  ],
  // Before Chromium 97 a policy had to allow all making of code.
  'no wasm-unsafe-eval in policies': [
    () => {
      const { compile, compileStreaming } = WebAssembly;
      const allowed = () => document.querySelector('meta[http-equiv="Content-Security-Policy"]').content.includes(" 'unsafe-eval'");
      const refuse = (real) => (source) => (allowed() ? real.call(WebAssembly, source) : Promise.reject(new WebAssembly.CompileError('Wasm code generation disallowed by embedder')));
      WebAssembly.compile = refuse(compile);
      WebAssembly.compileStreaming = refuse(compileStreaming);
    },
    'data-ready',
  ],
  'the program cannot be fetched': [() => { globalThis.fetch = () => Promise.reject(new TypeError('no')); }, 'data-failed'],
};

for (const [name, [init, mark]] of Object.entries(LACKS)) {
  test(`${name}: ${mark === 'data-ready' ? 'the page works' : 'the way to the readable plan'}`, async () => {
    const opened = await openPage({ init });
    const { page } = opened;
    await page.locator(`html[${mark}]`).waitFor({ state: 'attached' });
    if (name.startsWith('no wasm-unsafe-eval')) {
      assert.match(page.url(), /older\.html(\?|$)/);
      await page.locator('html[data-sealed]').waitFor({ state: 'attached' });
      assert.equal(await page.evaluate(() => new Promise((done) => setTimeout(() => { try { done(globalThis.eval('1')); } catch { done('refused'); } }))), 'refused', 'once sealed, nothing is made from text');
    }
    if (mark === 'data-failed') {
      await page.locator('a[href="plan.html"]:visible').first().click();
      await page.waitForURL(new URL('plan.html', siteUrl()).href);
      assert.ok((await page.locator('blockquote').count()) >= 60);
    }
    await opened.close();
  });
}
