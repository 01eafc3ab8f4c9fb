// A theme is a file of custom properties: only those of tokens.css, and text stays readable (7:1) in light and dark.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assertAccessible, openPage, shot } from './harness.mjs';

const assets = fileURLToPath(new URL('../../assets/', import.meta.url));
const DARK = '@media (prefers-color-scheme: dark)';
const themes = readdirSync(join(assets, 'themes')).map((name) => name.replace(/\.css$/, ''));

/** The properties of a file in light and in dark; `rest` is what is neither. */
function read(text) {
  const found = { light: {}, dark: {} };
  const take = (scheme) => (_, block) => {
    for (const [, name, value] of block.matchAll(/(--zc-[\w-]+)\s*:\s*([^;]+);/g)) found[scheme][name] ??= value;
    return block.replace(/--zc-[\w-]+\s*:\s*[^;:]+;/g, '').replace('color-scheme: light dark;', '');
  };
  const plain = text.replace(/\/\*.*?\*\//gs, '');
  const dark = plain.replace(/@media \(prefers-color-scheme: dark\) \{\s*:root \{([^}]*)\}\s*\}/, take('dark'));
  const rest = dark.replace(/:root \{([^}]*)\}/, take('light'));
  return { ...found, rest: rest.trim() };
}

const tokens = read(readFileSync(join(assets, 'styles/tokens.css'), 'utf8'));

function luminance(colour) {
  assert.match(colour, /^#[0-9a-f]{6}$/);
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** Text on its ground, and lines and marks that carry meaning. */
const TEXT = 'ink paper, ink ground, ink-2 paper, ink-2 ground, brand-ink paper, brand-ink ground, brand-ink brand-soft, ink brand-soft, on-brand brand, error paper, error ground, ' +
  'yes yes-soft, review review-soft, open open-soft, no no-soft, ink open-soft, ink mark';
const SIGNS = 'line-strong paper, line-strong ground, brand paper, brand ground, focus paper, focus ground';
const pairs = (text) => text.split(', ').map((pair) => pair.split(' ').map((name) => `--zc-${name}`));

for (const theme of [null, ...themes]) {
  test(`${theme ?? 'the default'}: readable in light and dark`, () => {
    const own = theme ? read(readFileSync(join(assets, 'themes', `${theme}.css`), 'utf8')) : { light: {}, dark: {}, rest: '' };
    assert.equal(own.rest, '', 'nothing but custom properties, in light and in dark');
    const unknown = Object.keys({ ...own.light, ...own.dark }).filter((name) => !(name in tokens.light));
    assert.deepEqual(unknown, [], 'only properties of tokens.css');
    const onlyLight = Object.keys(own.light).filter((name) => own.light[name].startsWith('#') && !(name in own.dark) && name in tokens.dark);
    assert.deepEqual(onlyLight, [], `what changes in light changes in dark (${DARK})`);
    const schemes = { light: { ...tokens.light, ...own.light }, dark: { ...tokens.light, ...tokens.dark, ...own.light, ...own.dark } };
    for (const [scheme, values] of Object.entries(schemes)) {
      for (const [list, least] of [[TEXT, 7], [SIGNS, 3]]) {
        for (const [one, other] of pairs(list)) {
          const ratio = contrast(values[one], values[other]);
          assert.ok(ratio >= least, `${scheme}: ${one} on ${other} is ${ratio.toFixed(2)}, not ${least}`);
        }
      }
      assert.ok(Object.values(values).every((value) => !/\d(vh|vmin|vmax)\b/.test(value)), 'no heights by the window');
    }
  });
}

for (const theme of themes) {
  test(`${theme}: worn by the page, without a complaint`, async () => {
    for (const colorScheme of ['light', 'dark']) {
      const opened = await openPage({ path: `index.html?theme=${theme}`, colorScheme });
      const page = await opened.ready();
      await page.locator('html[data-sealed]').waitFor({ state: 'attached' });
      const brand = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--zc-brand').trim());
      const own = read(readFileSync(join(assets, 'themes', `${theme}.css`), 'utf8'))[colorScheme];
      assert.equal(brand, own['--zc-brand']);
      await assertAccessible(page);
      await shot(page, `theme-${theme}-${colorScheme}`);
      opened.assertQuiet();
      await opened.close();
    }
  });
}
