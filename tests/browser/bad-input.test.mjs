// Wrong figures, missing choices, changed minds: nothing wrong becomes an answer, nothing right is lost.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openPage } from './harness.mjs';
import { arrived, asked, assertSameAsCommand, goOn, mouse, openAll, painted, returned, start, toReview, walk } from './walk.mjs';

const FIRM = {
  topics: ['tax'],
  facts: {
    location: 'menghai', entity: 'company', industry: 'industry', ownership: 'private', employees: 120, staff_average: 120, revenue: 4200, assets_average: 4200,
    large_firm_tie: 'none', credit_listed: false, serious_incident: 'none', tax_evasion_3y: false, restricted_product: false, taxable_income: 280,
    vat_status: 'general', west_encouraged: true, rd_expense: 118, titles: ['tech_sme'],
  },
};
const figure = (page) => page.locator('#figure');
const answered = (page) => page.locator('[data-answer]').evaluateAll((rows) => rows.map((row) => row.dataset.answer).sort());

async function begin() {
  const opened = await openPage();
  const page = await opened.ready();
  await start(page, mouse, FIRM.topics);
  return { opened, page };
}

async function end({ opened }) {
  assert.deepEqual(opened.requestsAfterReady(), [], 'no request leaves after the page is ready');
  opened.assertQuiet();
  await opened.close();
}

/** Sends the form and checks that it is refused: a summary with the focus, the same message beside the field. */
async function refused(page, message, { field, beside }) {
  await mouse.send(page);
  await page.locator('#error-summary:focus').waitFor();
  const summary = (await page.locator('#error-summary a').innerText()).trim();
  assert.match(summary, message);
  assert.match(await page.locator(beside).innerText(), message, 'the message stands beside the field');
  const described = await page.locator(`${field}, fieldset:has(${field})`).evaluateAll((all) => all.map((one) => one.getAttribute('aria-describedby') ?? ''));
  assert.ok(described.join(' ').split(' ').includes(beside.slice(1)), 'the field is described by its message');
  await page.locator('#error-summary a').press('Enter');
  await page.locator(`${field}:focus`).waitFor();
}

const WRONG = [
  ['abc', /“abc”不是数字/],
  ['1.234', /2 位小数/],
  ['-5', /请填 0 到 [\d,]+ 万元之间的数/],
  ['100000000.01', /请填 0 到 [\d,]+ 万元之间的数/],
  ['99999999999999999999999999', /数字太长/],
  ['', /请/],
];

test('a wrong figure is refused, kept and not stored; a right one goes on', async () => {
  const { opened, page } = await begin();
  const given = await walk(page, mouse, FIRM, { until: 'assets_average' });
  for (const [text, message] of WRONG) {
    await mouse.write(page, text);
    await refused(page, message, { field: '#figure', beside: '#figure-error' });
    assert.equal(await figure(page).inputValue(), text, 'what was typed stays');
    assert.equal(await figure(page).getAttribute('aria-invalid'), 'true');
    assert.equal(await asked(page), 'assets_average');
    await mouse.act(page, 'results');
    if (text !== '') {
      // What cannot be read is neither an answer nor lost: another way on says so and stays.
      await page.locator('#error-summary:focus').waitFor();
      assert.equal(await asked(page), 'assets_average');
      assert.equal(await figure(page).inputValue(), text);
      continue;
    }
    await arrived(page, 'results');
    await assertSameAsCommand(page, given, FIRM.topics);
    await toReview(page);
    assert.deepEqual(await answered(page), Object.keys(given).sort(), 'the wrong figure is no answer');
    await goOn(page);
    assert.equal(await asked(page), 'assets_average', 'it is asked again');
  }
  await mouse.write(page, 'abc');
  await refused(page, /不是数字/, { field: '#figure', beside: '#figure-error' });
  await refused(page, /不是数字/, { field: '#figure', beside: '#figure-error' });
  await mouse.write(page, ' ４，２００．５０ ');
  await mouse.send(page);
  await arrived(page, ['question', 'results'], 'assets_average');
  await toReview(page);
  assert.match(await page.locator('[data-answer="assets_average"]').innerText(), /4,200\.5 万元/);
  await mouse.act(page, 'results');
  await assertSameAsCommand(page, { ...given, assets_average: 4200.5 }, FIRM.topics);
  await end({ opened });
});

test('an error can be answered by 不清楚', async () => {
  const { opened, page } = await begin();
  await walk(page, mouse, FIRM, { until: 'assets_average' });
  await mouse.write(page, 'abc');
  await refused(page, /不是数字/, { field: '#figure', beside: '#figure-error' });
  await mouse.act(page, 'unknown');
  await arrived(page, 'question', 'assets_average');
  assert.equal(await page.locator('#error-summary, .zc-error').count(), 0, 'the error belongs to the question before');
  await toReview(page);
  assert.match(await page.locator('[data-answer="assets_average"]').innerText(), /不清楚/);
  await end({ opened });
});

test('a choice must be made; none of several is a choice', async () => {
  const { opened, page } = await begin();
  const id = await asked(page);
  const first = await page.locator('[data-view] input[type="radio"]').first().getAttribute('value');
  await refused(page, /请选一项/, { field: '#answer-0', beside: '#answer-error' });
  assert.equal(await asked(page), id);
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await arrived(page, 'question', id);
  const given = await walk(page, mouse, FIRM, { until: 'titles' });
  await mouse.send(page);
  await arrived(page, ['question', 'results'], 'titles');
  await toReview(page);
  assert.match(await page.locator('[data-answer="titles"]').innerText(), /都没有/);
  await mouse.act(page, 'results');
  await assertSameAsCommand(page, { [id]: first, ...given, titles: [] }, FIRM.topics);
  await end({ opened });
});

test('back keeps every answer', async () => {
  const { opened, page } = await begin();
  const given = await walk(page, mouse, FIRM, { until: 'assets_average' });
  await mouse.write(page, '4,200');
  await mouse.send(page);
  await arrived(page, 'question', 'assets_average');
  const next = await asked(page);
  for (const id of ['assets_average', ...Object.keys(given).reverse()]) {
    const from = await asked(page);
    await mouse.act(page, 'back');
    await arrived(page, 'question', from);
    assert.equal(await asked(page), id);
    if (await figure(page).count()) assert.equal(await figure(page).inputValue(), String(FIRM.facts[id] ?? ''));
    else assert.deepEqual(await page.locator('[data-view] input:checked').evaluateAll((all) => all.map(({ value }) => value)), [].concat(FIRM.facts[id] ?? []).map(String));
  }
  await mouse.act(page, 'back');
  await arrived(page, 'intro');
  await mouse.act(page, 'next');
  await arrived(page, 'question');
  assert.equal(await asked(page), next, 'going on from the intro asks what is left');
  await end({ opened });
});

test('an answer changed from the list returns to the list', async () => {
  const { opened, page } = await begin();
  const given = await walk(page, mouse, FIRM, { until: 'assets_average' });
  await toReview(page);
  await page.locator('[data-change="location"]').click();
  await arrived(page, 'question');
  assert.equal(await asked(page), 'location');
  await mouse.choose(page, ['jinghong']);
  await mouse.send(page);
  await returned(page, 'review', '[data-change="location"]');
  assert.match(await page.locator('[data-answer="location"]').innerText(), /景洪/);
  // Looking without changing returns too, and the next question is a question as before.
  await page.locator('[data-change="entity"]').click();
  await arrived(page, 'question');
  await mouse.act(page, 'back');
  await returned(page, 'review', '[data-change="entity"]');
  await goOn(page);
  const id = await asked(page);
  await mouse.act(page, 'unknown');
  await arrived(page, ['question', 'review', 'results'], id);
  assert.ok(await asked(page), 'after the list the questions follow one another again');
  await mouse.act(page, 'results');
  await assertSameAsCommand(page, { ...given, location: 'jinghong' }, FIRM.topics);
  await end({ opened });
});

/** Where the focus is in the window, and how far the page is scrolled. */
const spot = (page) => page.evaluate(() => ({ top: document.activeElement.getBoundingClientRect().top, scrolled: scrollY }));

test('an answer changed deep in a list returns to its row, at the same height of the window', async () => {
  const opened = await openPage({ width: 360, height: 640 });
  const page = await opened.ready();
  await start(page, mouse, FIRM.topics);
  await walk(page, mouse, FIRM);
  await toReview(page);
  const last = await page.locator('[data-change]').last().getAttribute('data-change');
  const row = page.locator(`[data-change="${last}"]`);
  await row.focus();
  const before = await spot(page);
  assert.ok(300 < before.scrolled, 'the list is long');
  await page.keyboard.press('Enter');
  await arrived(page, 'question');
  assert.equal((await spot(page)).scrolled, 0, 'the question begins at its top');
  await mouse.act(page, 'unknown');
  await returned(page, 'review', `[data-change="${last}"]`);
  assert.ok(Math.abs((await spot(page)).top - before.top) < 2, 'the row stands where it stood');
  await end({ opened });
});

test('an answer opened from a card of the results returns to that card, at the same height of the window', async () => {
  const opened = await openPage({ width: 360, height: 640 });
  const page = await opened.ready();
  await start(page, mouse, ['tax', 'finance']);
  await walk(page, mouse, FIRM, { until: 'assets_average' });
  await mouse.act(page, 'results');
  await arrived(page, 'results');
  // A topic chosen, and a support of it unfolded that this answer is missing for: both are as they were on the return.
  await page.locator('#filter-topic').selectOption({ index: 1 });
  await page.locator('.zc-filters [role="status"]', { hasText: /，共/ }).waitFor();
  const shown = () => page.locator('[data-support]').evaluateAll((all) => all.map((one) => one.dataset.support));
  const [filtered, topic] = [await shown(), await page.locator('#filter-topic').inputValue()];
  await openAll(page);
  const opener = page.locator('article[data-support] [data-open="assets_average"]').last();
  const support = await opener.evaluate((button) => button.closest('[data-support]').dataset.support);
  await opener.focus();
  const before = await spot(page);
  await page.keyboard.press('Enter');
  await arrived(page, 'question');
  await mouse.act(page, 'back');
  await returned(page, 'results', `[data-support="${support}"] [data-open="assets_average"]`);
  assert.ok(Math.abs((await spot(page)).top - before.top) < 2, 'nothing changed, nothing moved');
  assert.deepEqual([await shown(), await page.locator('#filter-topic').inputValue()], [filtered, topic], 'the filter is kept');
  assert.ok((await page.locator('article .zc-quote').count()) === (await page.locator('article[data-support]').count()), 'what was unfolded still is');
  await page.keyboard.press('Enter');
  await arrived(page, 'question');
  await mouse.write(page, '4200');
  await mouse.send(page);
  // The button is gone with the answer: the card's heading takes its place.
  await returned(page, 'results', `[data-support="${support}"] :is(h2, h3, h4)`);
  assert.ok(Math.abs((await spot(page)).top - before.top) < 2, 'the card stands where its button stood');
  await end({ opened });
});

const WRITTEN = [
  ['1,500', '读作 1,500 万元'],
  ['1500万', '读作 1,500 万元'],
  ['0.15亿', '读作 1,500 万元'],
  [' １，５００ ', '读作 1,500 万元'],
  ['1500w', '读作 1,500 万元'],
  ['15000000元', '读作 1,500 万元'],
  ['2000000', '读作 2,000,000 万元，即 200 亿元'],
  ['0.05', '读作 0.05 万元，即 500 元'],
  ['abc', ''],
  ['', ''],
];

test('a figure is shown back in 万元 while it is typed, and announced politely', async () => {
  const { opened, page } = await begin();
  await walk(page, mouse, FIRM, { until: 'assets_average' });
  const read = page.locator('[data-view] .zc-figure__read[role="status"]');
  for (const [written, shown] of WRITTEN) {
    await figure(page).fill(written);
    // Behind the figure stands the year that it is of.
    await page.waitForFunction((shown) => document.querySelector('.zc-figure__read').textContent.replace(/（\d{4} 年[^）]*）$/, '') === shown, shown);
    assert.equal(await figure(page).inputValue(), written, 'what is typed is not changed');
  }
  assert.equal(await read.count(), 1);
  assert.equal(await asked(page), 'assets_average', 'typing sends nothing');
  await end({ opened });
});

test('不清楚 is not asked again; 跳过 is asked once more at the end, and offered in the list', async () => {
  const { opened, page } = await begin();
  const pass = async (how) => {
    const id = await asked(page);
    await mouse.act(page, how);
    await arrived(page, 'question', id);
    return id;
  };
  const [unknown, skipped, skippedToo] = [await pass('unknown'), await pass('skip'), await pass('skip')];
  await mouse.act(page, 'review');
  await arrived(page, 'review');
  assert.match(await page.locator(`[data-answer="${unknown}"]`).innerText(), /不清楚/);
  for (const id of [skipped, skippedToo]) assert.match(await page.locator(`[data-answer="${id}"]`).innerText(), /跳过了\s*现在回答/);
  assert.match(await page.locator('[data-view="review"]').innerText(), /有 2 题跳过了/);
  await page.locator(`[data-change="${skippedToo}"]`).click();
  await arrived(page, 'question');
  await mouse.choose(page, [await page.locator('#answer-0').getAttribute('value')]);
  await mouse.send(page);
  await returned(page, 'review', `[data-change="${skippedToo}"]`);
  await goOn(page);
  const order = [];
  for (let n = 0; n < 80 && (await asked(page)) !== null; n += 1) {
    order.push(await asked(page));
    await mouse.act(page, order.at(-1) === skipped ? 'skip' : 'unknown');
    await arrived(page, ['question', 'results'], order.at(-1));
  }
  assert.ok(!order.includes(unknown) && !order.includes(skippedToo), 'what was said is not asked again');
  assert.equal(order.indexOf(skipped), order.length - 1, 'what was put off comes last, once');
  assert.equal(await page.locator('[data-view="results"] [data-action="next"]').count(), 0, 'nothing is left to ask');
  await end({ opened });
});

test('choosing never sends: no key and no click on a choice leaves the question', async () => {
  const { opened, page } = await begin();
  const id = await asked(page);
  for (const input of await page.locator('[data-view] input[type="radio"]').all()) {
    await page.locator(`label[for="${await input.getAttribute('id')}"]`).click();
    assert.equal(await asked(page), id);
  }
  await page.locator('#answer-0').focus();
  for (const key of ['ArrowDown', 'ArrowUp', 'ArrowRight', 'Space', 'Home', 'PageDown']) {
    await page.keyboard.press(key);
    assert.equal(await asked(page), id, key);
  }
  const strange = await page.locator('[role="link"], [role="button"], [onclick], a:not([href]), [tabindex]:not([tabindex="-1"])').count();
  assert.equal(strange, 0, 'only native controls: none can keep Tab to itself');
  await end({ opened });
});

test('another language keeps the place and what was typed', async () => {
  const { opened, page } = await begin();
  const turn = async (lang) => {
    await page.locator('[data-action="language"]').click();
    await page.locator(`html[lang="${lang}"]`).waitFor({ state: 'attached' });
    assert.ok(await page.evaluate(() => document.activeElement.matches('[data-action="language"]')), 'the focus stays');
  };
  const first = await asked(page);
  const heading = await page.locator('#heading').innerText();
  await mouse.choose(page, [FIRM.facts[first]]);
  await turn('en');
  assert.equal(await asked(page), first);
  assert.notEqual(await page.locator('#heading').innerText(), heading);
  assert.ok(await page.locator(`[data-view] input[value="${FIRM.facts[first]}"]`).isChecked(), 'the choice not yet sent stays');
  await turn('zh-CN');
  const given = await walk(page, mouse, FIRM, { until: 'assets_average' });
  await mouse.write(page, 'abc');
  await refused(page, /不是数字/, { field: '#figure', beside: '#figure-error' });
  await turn('en');
  assert.equal(await asked(page), 'assets_average');
  assert.equal(await figure(page).inputValue(), 'abc', 'the draft stays');
  const message = await page.locator('#figure-error').innerText();
  assert.doesNotMatch(message, /不是数字/, 'the message speaks the language of the page');
  // What cannot be read keeps the visitor here; an empty field does not.
  await mouse.write(page, '');
  await toReview(page);
  await turn('zh-CN');
  assert.deepEqual(await answered(page), Object.keys(given).sort());
  await mouse.act(page, 'results');
  await turn('en');
  await assertSameAsCommand(page, given, FIRM.topics);
  await end({ opened });
});

test('清空重来 leaves nothing', async () => {
  const { opened, page } = await begin();
  await walk(page, mouse, { ...FIRM, written: { assets_average: '4321.09' } });
  await toReview(page);
  assert.ok((await page.content()).includes('4,321.09'), 'the figure was on the page');
  page.on('dialog', () => assert.fail('no dialogue of the browser'));
  await mouse.act(page, 'restart');
  await mouse.act(page, 'restart-no');
  await page.locator('#restart:focus').waitFor();
  assert.notEqual(await page.locator('[data-view="review"] [data-answer]').count(), 0, 'who says no keeps everything');
  await mouse.act(page, 'restart');
  await mouse.act(page, 'restart-yes');
  await arrived(page, 'intro');
  assert.equal(await page.locator('input:checked').count(), 0);
  await mouse.act(page, 'next');
  await arrived(page, 'question');
  assert.equal(await page.locator('input:checked').count(), 0);
  await toReview(page);
  assert.deepEqual(await answered(page), []);
  assert.doesNotMatch(await page.content(), /4,?321\.09/);
  await painted(page);
  const kept = await page.evaluate(async () => [
    localStorage.length, sessionStorage.length, document.cookie.length, (await indexedDB.databases()).length, history.state.replace(/^(\d+) \d+ /, '$1 '), location.search + location.hash,
  ]);
  // The history holds number and name of the view, the third after the intro.
  assert.deepEqual(kept, [0, 0, 0, 0, '3 v', new URL(page.url()).search]);
  assert.doesNotMatch(page.url(), /[#=]p=|&l|\?l/, 'no answer in the address');
  await page.reload();
  await opened.ready();
  assert.equal(await page.locator('[data-view="intro"] input:checked').count(), 0, 'a reload begins empty');
  opened.assertQuiet();
  await opened.close();
});
