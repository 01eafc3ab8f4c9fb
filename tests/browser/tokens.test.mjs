// The colours of the style sheets: text on each ground it stands on has a contrast of at least 7:1 (AAA), marks
// that carry meaning at least 3:1, in both themes.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import assert from 'node:assert/strict';

const assets = new URL('../../assets/', import.meta.url);
const read = (path) => readFileSync(new URL(path, assets), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');

/** Colours as a theme sets them. */
const colours = (css) => Object.fromEntries([...css.matchAll(/--zc-([\w-]+):\s*(#[0-9a-f]{6})\b/gi)].map(([, name, value]) => [name, value]));

/** The light theme, and the dark one on top of it, of a style sheet. */
function themes(css) {
  const at = css.search(/@media[^{]*prefers-color-scheme:\s*dark/);
  const light = colours(at < 0 ? css : css.slice(0, at));
  return { light, dark: { ...light, ...(at < 0 ? {} : colours(css.slice(at))) } };
}

const luminance = (hex) => {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a, b) => {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
};

/** What is written in, and what it is written on. */
const TEXT = {
  ink: ['paper', 'ground', 'brand-soft', 'open-soft', 'mark'],
  'ink-2': ['paper', 'ground', 'open-soft'],
  'brand-ink': ['paper', 'ground', 'brand-soft', 'open-soft'],
  'on-brand': ['brand'],
  error: ['paper', 'ground'],
  yes: ['paper', 'yes-soft'],
  review: ['paper', 'review-soft'],
  open: ['paper', 'open-soft'],
  no: ['paper', 'no-soft'],
};
/** Edges of controls, the focus, bars and signs. */
const MARKS = {
  'line-strong': ['paper', 'ground'], focus: ['paper', 'ground'], brand: ['paper', 'ground', 'brand-soft'], error: ['paper'],
  'open-line': ['paper', 'ground'], 'no-line': ['paper', 'ground'],
};

const sheets = [['styles/tokens.css', themes(read('styles/tokens.css'))]];
if (existsSync(new URL('themes/', assets))) {
  const base = sheets[0][1];
  for (const file of readdirSync(new URL('themes/', assets)).filter((file) => file.endsWith('.css'))) {
    const own = themes(read(`themes/${file}`));
    sheets.push([`themes/${file}`, { light: { ...base.light, ...own.light }, dark: { ...base.dark, ...own.dark } }]);
  }
}

for (const [name, { light, dark }] of sheets) {
  for (const [theme, values] of Object.entries({ light, dark })) {
    test(`contrast of ${name}, ${theme}: text 7:1, marks 3:1`, () => {
      const low = [];
      for (const [pairs, least] of [[TEXT, 7], [MARKS, 3]]) {
        for (const [front, grounds] of Object.entries(pairs)) {
          for (const ground of grounds) {
            assert.ok(values[front] && values[ground], `${front} and ${ground} are colours`);
            const ratio = contrast(values[front], values[ground]);
            if (ratio < least) low.push(`${front} on ${ground}: ${ratio.toFixed(2)}`);
          }
        }
      }
      assert.deepEqual(low, []);
    });
  }
}

test('the fonts are those of the systems: Windows, UOS and Kylin, macOS and iOS, Android, then any, then rare characters', () => {
  const css = read('styles/tokens.css');
  const resolved = (name) => css.match(new RegExp(`--zc-font${name}:([^;]*);`))[1].replace(/var\(--zc-font(-\w+)\)/g, (_, inner) => resolved(inner));
  for (const name of ['', '-en']) {
    const stack = resolved(name).split(',').map((font) => font.trim().replace(/"/g, ''));
    const place = (fonts) => fonts.map((font) => stack.indexOf(font)).filter((at) => 0 <= at)[0] ?? assert.fail(`none of ${fonts}`);
    const any = place(['sans-serif']);
    for (const system of [['Microsoft YaHei'], ['Noto Sans CJK SC'], ['Source Han Sans SC'], ['PingFang SC'], ['Noto Sans SC'], ['HarmonyOS Sans SC'], ['MiSans']]) {
      assert.ok(place(system) < any, `${system} before any other`);
    }
    assert.ok(any < place(['SimSun-ExtB']), 'what only rare characters need comes last');
    assert.doesNotMatch(css, /@font-face|url\(/, 'nothing is fetched');
  }
});

test('colours stand in the tokens alone', () => {
  for (const file of readdirSync(new URL('styles/', assets)).filter((file) => !['tokens.css', 'print.css', 'plan.css'].includes(file))) {
    assert.deepEqual(read(`styles/${file}`).match(/#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/gi) ?? [], [], file);
  }
});
