// Screens as they were approved by eye: the first window of each view, compared pixel by pixel with
// tests/browser/approved/. Where one differs, what was seen and where it differs lie in target/screens/.
//
// The fonts are those of Debian's fonts-noto-cjk, which the tests install. After a wanted change look at the new
// pictures and renew: ZICE_APPROVE=1 cargo xtask test --only browser

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import assert from 'node:assert/strict';
import pngjs from 'pngjs';
import { openPage, ziceLink } from './harness.mjs';
import { arrived, mouse, start } from './walk.mjs';

const { PNG } = pngjs;
const approved = new URL('approved/', import.meta.url);
const seen = new URL('../../target/screens/', import.meta.url);
/** Difference of one channel that the eye hardly sees, and the share of pixels that may differ by more. */
const CHANNEL = 24;
const SHARE = 0.002;

const FACTS = { location: 'menghai', entity: 'company', industry: 'industry', employees: 120, revenue: 4200, rd_expense: null, finance_needs: ['equipment'] };

/** Ways to each view. */
const VIEWS = {
  intro: async (page) => page.locator('.zc-scope summary').waitFor(),
  topics: async (page) => {
    await page.locator('.zc-scope summary').click();
    await mouse.choose(page, ['tax']);
  },
  question: async (page) => {
    await start(page, mouse);
    await mouse.choose(page, [await page.locator('#answer-1').getAttribute('value')]);
  },
  refused: async (page) => {
    await VIEWS.figure(page);
    await page.locator('#figure').fill('很多');
    await mouse.send(page);
    await page.locator('#error-summary:focus').waitFor();
  },
  figure: async (page) => {
    await VIEWS.review(page);
    await page.locator('[data-change="revenue"]').click();
    await arrived(page, 'question');
    await page.locator('#figure').fill('1.2亿');
  },
  review: async (page) => {
    await VIEWS.results(page);
    await mouse.act(page, 'review');
    await arrived(page, 'review');
  },
  results: async (page) => {
    await VIEWS.link(page);
    await mouse.act(page, 'use-link');
    await arrived(page, 'results');
  },
  supports: async (page) => {
    await VIEWS.results(page);
    await page.locator('article [aria-expanded]').first().click();
    await page.locator('article [aria-expanded="true"]').waitFor();
  },
  link: async (page) => {
    await page.evaluate((fragment) => { location.hash = `p=${fragment}`; }, ziceLink({ facts: FACTS, topics: [] }));
    await page.locator('[data-action="use-link"]').waitFor();
  },
  stopped: async (page) => {
    await VIEWS.question(page);
    await mouse.send(page);
    await page.locator('[data-question]:not([data-question="entity"])').waitFor();
    await page.evaluate(() => document.querySelectorAll('[data-view] ~ *').forEach((one) => one.remove()));
    await mouse.act(page, 'results');
    await page.locator('[data-view="stopped"] #heading:focus').waitFor();
  },
};
/** Where the window begins, if not at the top. */
const FROM = { supports: '.zc-supports' };
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 800 };
const larger = (page) => page.locator('[data-action="larger"]').click();
const SCREENS = [
  ['intro-phone', 'intro', PHONE],
  ['topics-desk-dark', 'topics', { ...DESK, colorScheme: 'dark' }],
  ['question-phone', 'question', PHONE],
  ['question-desk-en', 'question', { ...DESK, path: '?lang=en' }],
  ['question-forced-colours', 'question', { ...PHONE, context: { forcedColors: 'active' } }],
  ['question-larger', 'question', { ...PHONE, prepare: larger }],
  ['figure-phone', 'figure', PHONE],
  ['refused-phone-dark', 'refused', { ...PHONE, colorScheme: 'dark' }],
  ['review-desk', 'review', DESK],
  ['results-phone', 'results', PHONE],
  ['results-phone-dark', 'results', { ...PHONE, colorScheme: 'dark' }],
  ['results-desk', 'results', DESK],
  ['results-desk-dark', 'results', { ...DESK, colorScheme: 'dark' }],
  ['supports-phone', 'supports', PHONE],
  ['supports-desk', 'supports', DESK],
  ['link-phone', 'link', PHONE],
  ['stopped-phone', 'stopped', PHONE],
];

/** The page's day: what is in force, and so the results, is the same every day that the tests run. */
const day = () => {
  const { UTC } = Date;
  globalThis.Date = class extends Date {
    constructor(...given) {
      super(...(given.length === 0 ? [UTC(2026, 10, 23, 4)] : given));
    }
  };
};

/** The window of a view, without what changes from day to day. */
async function photograph(view, { prepare, ...options }) {
  const opened = await openPage({ ...options, init: day });
  const page = await opened.ready();
  await prepare?.(page);
  await VIEWS[view](page);
  await page.evaluate((from) => {
    document.querySelectorAll('.zc-foot__receipt').forEach((line) => (line.textContent = ''));
    const field = document.querySelector('#kept-link');
    if (field) field.value = 'https://…/#p=…';
    document.querySelector(from).scrollIntoView();
  }, FROM[view] ?? 'body');
  const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  await opened.close();
  return picture;
}

/** A picture with sixteen steps a channel: a third of the bytes, and nearer to the original than what counts as a difference. */
function small(picture) {
  for (let at = 0; at < picture.data.length; at += 1) picture.data[at] = Math.round(picture.data[at] / 17) * 17;
  return PNG.sync.write(picture, { colorType: 2, deflateLevel: 9 });
}

/** The share of pixels that differ, and a picture of where. */
function difference(a, b) {
  if (a.width !== b.width || a.height !== b.height) return { share: 1, picture: b };
  const picture = new PNG({ width: a.width, height: a.height });
  let count = 0;
  for (let at = 0; at < a.data.length; at += 4) {
    const differs = [0, 1, 2].some((channel) => CHANNEL < Math.abs(a.data[at + channel] - b.data[at + channel]));
    if (differs) count += 1;
    picture.data.set(differs ? [220, 0, 0, 255] : [0, 1, 2].map((channel) => 200 + a.data[at + channel] / 5).concat(255), at);
  }
  return { share: count / (a.width * a.height), picture };
}

for (const [name, view, options] of SCREENS) {
  test(`looks as approved: ${name}`, async () => {
    const bytes = await photograph(view, options);
    const file = new URL(`${name}.png`, approved);
    if (process.env.ZICE_APPROVE) {
      mkdirSync(approved, { recursive: true });
      writeFileSync(file, small(PNG.sync.read(bytes)));
      return;
    }
    assert.ok(existsSync(file), `${name} is not approved yet: ZICE_APPROVE=1`);
    const { share, picture } = difference(PNG.sync.read(readFileSync(file)), PNG.sync.read(bytes));
    if (share <= SHARE) return;
    mkdirSync(seen, { recursive: true });
    writeFileSync(new URL(`${name}.seen.png`, seen), bytes);
    writeFileSync(new URL(`${name}.where.png`, seen), PNG.sync.write(picture));
    assert.fail(`${(share * 100).toFixed(2)} % of the pixels differ: see target/screens/${name}.seen.png and .where.png; to approve: ZICE_APPROVE=1`);
  });
}

test('the comparison sees a change as small as one line of text', () => {
  const blank = new PNG({ width: 360, height: 740 });
  blank.data.fill(255);
  const line = PNG.sync.read(PNG.sync.write(blank));
  for (let y = 100; y < 116; y += 2) for (let x = 20; x < 180; x += 2) line.data.fill(0, (y * 360 + x) * 4, (y * 360 + x) * 4 + 3);
  assert.ok(SHARE < difference(blank, line).share);
  assert.equal(difference(blank, blank).share, 0);
});
