// What a firm reads first on its results: what to do, what it is worth, until when; by the day that it is.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { assertAccessible, openPage, zice, ziceLink } from './harness.mjs';
import { arrived, assertFits, mouse } from './walk.mjs';

/** A tea factory in 勐海县: three reliefs of one income tax, of which it may have one. */
const TEA = {
  topics: [],
  facts: {
    entity: 'company', industry: 'industry', location: 'menghai', ownership: 'private', employees: 80, revenue: 4200, titles: ['hnte'], west_encouraged: true,
    restricted_product: false, taxable_income: 280, staff_average: 80, assets_average: 3000, levy_method: 'books', rd_expense: 150,
    finance_needs: ['equipment'],
  },
};

async function results(profile, { day = [2026, 10, 30], ...options } = {}) {
  const init = `globalThis.day = ${JSON.stringify(day)};
    globalThis.Date = class extends Date {
      constructor(...given) { super(...(given.length === 0 ? [Date.UTC(...globalThis.day, 4)] : given)); }
    };`;
  const opened = await openPage({ path: `#p=${ziceLink(profile)}`, ...options, init: { content: init } });
  const page = await opened.ready();
  await mouse.act(page, 'use-link');
  await arrived(page, 'results');
  return { opened, page };
}

async function end({ opened }) {
  assert.deepEqual(opened.requestsAfterReady(), [], 'no request leaves after the page is ready');
  opened.assertQuiet();
  await opened.close();
}

test('on a phone the first thing to do stands on the first screen, with its step, papers, office and number', async () => {
  const visit = await results(TEA, { width: 360, height: 740, context: { hasTouch: true } });
  const { page } = visit;
  assert.equal(await page.evaluate(() => scrollY), 0);
  const first = page.locator('[data-first]').first();
  assert.equal(await first.getAttribute('data-first'), 'cit_small_low_profit');
  const { y, height } = await first.locator('h3').boundingBox();
  assert.ok(y + height <= 740, `the first support ends at ${y + height} of 740`);
  assert.equal(await page.locator('[data-first]').count(), 3);
  for (const thing of await page.locator('[data-first]').all()) {
    assert.match(await thing.innerText(), /第一步[^]*带什么[^]*找谁[^]*\d{5}/);
    assert.equal(await thing.locator('a[href^="tel:"]').count(), 1);
  }
  const places = await page.evaluate(() => ['[data-first]', '#supports', 'article[data-support]', '#ladder-title', '#filter-topic', '#try-which']
    .map((selector) => document.querySelector(selector).getBoundingClientRect().top));
  assert.deepEqual([...places].sort((a, b) => a - b), places, 'what to do, supports, ladder, filters, another answer');
  await assertAccessible(page);
  await assertFits(page, 360, 'what to do first');
  await first.locator('[data-action="first-more"]').tap();
  await page.locator('[data-support="cit_small_low_profit"] [aria-expanded="true"]:focus').waitFor();
  await end(visit);
});

test('an income counts once: of three reliefs the best is marked and added up, with formula and source in the card', async () => {
  const visit = await results(TEA);
  const { page } = visit;
  assert.match(await page.locator('[data-total]').innerText(), /每年 56 万元/);
  for (const [id, said] of [['cit_small_low_profit', /每年 56 万元[^]*只能选一种：按您填的数，这一种更多[^]*25% − 5%/], ['hnte_cit15', /每年 28 万元[^]*“小型微利企业所得税优惠”更多[^]*企业所得税法/]]) {
    await page.locator(`article[data-support="${id}"] [aria-expanded]`).click();
    assert.match(await page.locator(`[data-worth="${id}"]`).innerText(), said);
  }
  const command = zice(TEA, ['--as-of', '2026-11-30']).supports.find(({ id }) => id === 'cit_small_low_profit');
  assert.deepEqual(command.worth, { min: 56, max: 56, years: null });
  await end(visit);
});

test('a loan is asked for in its card, read as any figure, and is no answer', async () => {
  const visit = await results(TEA);
  const { page } = visit;
  const card = page.locator('article[data-support="equipment_loan_subsidy"]');
  await card.locator('[aria-expanded]').click();
  const field = card.locator('.zc-worth__figure');
  for (const [written, said] of [['1000', /^\s*每年最多 15 万元，最长 2 年\s*$/], ['1亿', /^每年最多 112.5 万元/], ['500-1000', /7.5 万元到 15 万元/], ['很多', /大约的数/], ['', /^\s*$/]]) {
    await field.fill(written);
    await card.locator('[data-asked]', { hasText: said }).waitFor({ state: 'attached' });
  }
  await field.fill('1000');
  await assertAccessible(page);
  await mouse.act(page, 'share');
  assert.ok((await page.locator('#share-link').inputValue()).includes(ziceLink(TEA).slice(0, 40)), 'the link is that of the answers alone');
  await end(visit);
});

test('a page that stands open over the last day of a rule judges by the new day', async () => {
  const visit = await results(TEA, { day: [2026, 11, 31] });
  const { page } = visit;
  const status = () => page.locator('[data-support="equipment_loan_subsidy"]').first().getAttribute('data-status');
  assert.equal(await status(), 'in_force');
  await page.evaluate(() => {
    globalThis.day = [2027, 0, 1];
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await page.locator('[data-support="equipment_loan_subsidy"][data-status="expired"]').first().waitFor({ state: 'attached' });
  assert.match(await page.locator('.zc-headline').innerText(), /按 2027-01-01 有效的规定/);
  assert.match(await page.locator('[data-support="equipment_loan_subsidy"]').first().textContent(), /2026-12-31 到期/);
  // The same without anybody looking away: with the next thing that is done.
  await page.evaluate(() => { globalThis.day = [2027, 0, 2]; });
  await mouse.act(page, 'review');
  await arrived(page, 'review');
  assert.match(await page.locator('.zc-foot__receipt').innerText(), /2027-01-02/);
  await end(visit);
});

for (const [day, said] of [[[2020, 0, 1], /日期是 2020-01-01，比这里的内容核对的日期（\d{4}-\d\d-\d\d）还早/], [[2031, 0, 1], /已经过了一年以上/]]) {
  test(`a clock far from the content says so: ${day[0]}`, async () => {
    const visit = await results(TEA, { day });
    assert.match(await visit.page.locator('[data-clock]').innerText(), said);
    await end(visit);
  });
}
