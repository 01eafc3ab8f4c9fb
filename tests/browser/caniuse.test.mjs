// What the browsers of the end of 2020 cannot read, by the data of caniuse.com and not by heart: every rule of the built style sheets, and the regular expressions of
// the scripts. None of those browsers runs here but Chromium 87 (oldest.test.mjs). Safari 14.0 is the poorest of them.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const postcss = require('postcss');
const doiuse = require('doiuse');

const BROWSERS = ['chrome 87', 'firefox 83', 'safari 14', 'ios_saf 14.0-14.4'];
const dist = process.env.ZICE_DIST ?? fileURLToPath(new URL('../../dist/', import.meta.url));
const named = (ending) => readdirSync(dist).filter((name) => name.endsWith(ending)).map((name) => [name, readFileSync(join(dist, name), 'utf8')]);

/** What one of them does not know, and why the page does not need it. */
const ALLOWED = {
  'text-size-adjust': 'text that a telephone enlarges by itself is only larger',
  'css-focus-visible': 'where it is unknown the rule that takes the ring away is not read either (old-browsers.test.mjs)',
  'css-media-scripting': 'without scripts one line too many says that the page is being opened',
  'css-containment': 'only WebKit of today needs it, for lists wider than the window',
  'css-paged-media': 'the page’s margins are then the printer’s',
  'css-widows-orphans': 'a paragraph may leave one line alone on paper',
  'flexbox-gap': 'each has a margin instead, checked below',
};

async function used(css) {
  const found = [];
  const onFeatureUsage = ({ feature, usage, message }) => {
    // What is known in part is known in the part that counts: caniuse.com says of nearly everything that some corner of it is missing.
    // A list within :not(…) it takes each :not(…) for.
    const single = feature === 'css-not-sel-list' && !/:not\([^()]*,/.test(usage.selector);
    if (/ not supported by: /.test(message) && !single) found.push({ feature, rule: usage.parent?.selector ?? usage.toString(), usage });
  };
  const { root } = await postcss([doiuse({ browsers: BROWSERS, onFeatureUsage })]).process(css, { from: undefined });
  return { found, root };
}

test('style sheets use nothing that a browser of 2020 lacks without a reason', async () => {
  const sheets = named('.css');
  assert.ok(3 <= sheets.length);
  for (const [name, css] of sheets) {
    const { found } = await used(css);
    assert.deepEqual(found.filter(({ feature }) => !(feature in ALLOWED)).map(({ feature, rule }) => `${feature}: ${rule}`), [], name);
  }
});

test('where Safari 14.0 has no gap between flexible boxes, there is a margin', async () => {
  for (const [name, css] of named('.css')) {
    const { found, root } = await used(css);
    const instead = new Set();
    root.walkAtRules('supports', (rule) => {
      if (/^not\s*\(\s*inset\s*:\s*0\s*\)$/.test(rule.params)) rule.walkRules(({ selectors }) => selectors.forEach((selector) => instead.add(selector.replace(/\s*>\s*/g, '>'))));
    });
    // Rules of narrow screens only change a gap that is there already.
    const gaps = found.filter(({ feature, usage }) => feature === 'flexbox-gap' && usage.parent.nodes.some((one) => one.prop === 'display'));
    const without = gaps.flatMap(({ usage }) => usage.parent.selectors).filter((selector) => !instead.has(`${selector.replace(/\s*>\s*/g, '>')}>:not(:last-child)`));
    assert.deepEqual(without, [], name);
  }
});

test('no script looks behind in a regular expression (Safari 16.4), and no rule asks what an element has inside (Safari 15.4)', () => {
  for (const [name, text] of [...named('.js'), ...named('.html')]) assert.doesNotMatch(text, /\(\?<[=!]/, name);
  for (const [name, text] of named('.css')) assert.doesNotMatch(text, /:has\(/, name);
});
