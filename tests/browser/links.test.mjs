// Links that carry answers after their #: shown first, used only on request, gone from the address at once;
// damaged ones say so and start empty.

import assert from 'node:assert/strict';
import { carriesSame, openPage, test, ziceLink } from './harness.mjs';
import { arrived, asked, assertSameAsCommand, mouse, toReview } from './walk.mjs';

const PROFILE = {
  facts: {
    location: 'menghai', entity: 'company', industry: 'industry', employees: 120, revenue: 4200.5, assets: { min: 4000, max: 5000 },
    taxable_income: -280, vat_status: 'general', titles: ['tech_sme', 'hnte'], finance_needs: [], credit_listed: false, debt_ratio: 60.25,
  },
  topics: ['tax', 'finance', 'ladder'],
};
const good = () => ziceLink(PROFILE);

async function open(fragment, options) {
  const opened = await openPage({ path: `index.html#p=${fragment}`, ...options });
  const page = await opened.ready();
  assert.doesNotMatch(await page.url(), /#/, 'the answers are gone from the address');
  assert.equal(await page.evaluate(() => location.hash), '');
  assert.equal(await page.locator('[data-view]').count(), 1);
  return { opened, page };
}

async function end(opened) {
  assert.ok(opened.requests.every(({ url }) => !/#|[?&]p=/.test(url)), 'no request names the answers');
  assert.deepEqual(opened.requestsAfterReady(), [], 'no request leaves after the page is ready');
  opened.assertQuiet();
  await opened.close();
}

async function isEmpty(page) {
  await arrived(page, 'intro');
  assert.equal(await page.locator('input:checked').count(), 0, 'no topic is chosen');
  await mouse.act(page, 'next');
  await arrived(page, 'question');
  assert.equal(await page.locator('input:checked').count(), 0);
  await toReview(page);
  assert.equal(await page.locator('[data-answer]').count(), 0, 'no answer was read');
}

/** A link of version `version` with a right checksum and no entries. */
function empty(version) {
  const hash = Math.imul(0x811c9dc5 ^ version, 0x01000193) >>> 0;
  return Buffer.from([version, hash >>> 24, (hash >>> 16) & 255, (hash >>> 8) & 255, hash & 255]).toString('base64url');
}

const flipped = (text) => `${text.slice(0, 20)}${text[20] === 'A' ? 'B' : 'A'}${text.slice(21)}`;
const DAMAGED = [
  ['cut short', () => good().slice(0, -3)],
  ['cut to half', () => good().slice(0, good().length / 2)],
  ['one letter changed', () => flipped(good())],
  ['something appended', () => `${good()}AAAA`],
  ['garbage', () => '这不是链接'],
  ['no base64', () => '%%%%<script>'],
  ['nothing', () => ''],
  ['far too long', () => 'A'.repeat(9000)],
];

for (const [name, fragment] of DAMAGED) {
  test(`a damaged link says so and starts empty: ${name}`, async () => {
    const { opened, page } = await open(fragment());
    assert.match(await page.locator('[data-view] [role="alert"]').innerText(), /不完整或已损坏/);
    assert.equal(await page.locator('[data-action="use-link"]').count(), 0);
    await mouse.act(page, 'restart');
    await isEmpty(page);
    await end(opened);
  });
}

test('a link of a newer version says so and starts empty', async () => {
  const { opened, page } = await open(empty(3));
  assert.match(await page.locator('[data-view] [role="alert"]').innerText(), /更新的版本/);
  await mouse.act(page, 'restart');
  await isEmpty(page);
  await end(opened);
});

test('a good link shows what it carries and asks; used, its results are those of the command', async () => {
  const { opened, page } = await open(good());
  const text = await page.locator('[data-view]').innerText();
  assert.match(text, new RegExp(`${Object.keys(PROFILE.facts).length} 项回答`));
  for (const part of ['勐海县', '4,200.5 万元', '120 人', '60.25%']) assert.ok(text.includes(part), `it shows ${part}`);
  assert.equal(await page.locator('[data-support]').count(), 0, 'nothing is assessed before the answer');
  await mouse.act(page, 'use-link');
  await arrived(page, 'results');
  await assertSameAsCommand(page, PROFILE.facts, PROFILE.topics);
  await toReview(page);
  assert.equal(await page.locator('[data-answer]').count(), Object.keys(PROFILE.facts).length);
  await end(opened);
});

test('a good link that is not wanted leaves nothing', async () => {
  const { opened, page } = await open(good());
  await mouse.act(page, 'restart');
  await isEmpty(page);
  assert.doesNotMatch(await page.content(), /4,200\.5/);
  await end(opened);
});

test('the link the page makes carries the same answers to another machine', async () => {
  const first = await open(good());
  await mouse.act(first.page, 'use-link');
  await arrived(first.page, 'results');
  await mouse.act(first.page, 'share');
  await first.page.locator('#share-title:focus').waitFor();
  const link = await first.page.locator('#share-link').inputValue();
  assert.ok(carriesSame(link.split('#p=')[1], good()), 'page and command write the same answers');
  assert.equal(link.split('#')[0].split('?')[1], 'l', 'it says that it carries answers, and nothing else');
  await end(first.opened);
});

test('a link pasted into an open page is read as well, and asks before it replaces answers', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  await mouse.act(page, 'next');
  await arrived(page, 'question');
  const id = await asked(page);
  await mouse.choose(page, [await page.locator('[data-view] input[type="radio"]').first().getAttribute('value')]);
  await mouse.send(page);
  await arrived(page, 'question', id);
  await page.evaluate((fragment) => { location.hash = `p=${fragment}`; }, good());
  await page.locator('[data-action="use-link"]').waitFor({ timeout: 10_000 });
  assert.doesNotMatch(await page.url(), /#/, 'the answers are gone from the address');
  await mouse.act(page, 'use-link');
  await arrived(page, 'results');
  await assertSameAsCommand(page, PROFILE.facts, PROFILE.topics);
  opened.assertQuiet();
  await opened.close();
});
