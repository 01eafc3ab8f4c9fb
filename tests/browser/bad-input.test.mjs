// Wrong figures, missing choices, changed minds: nothing wrong becomes an answer, nothing right is lost.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openPage } from './harness.mjs';
import { arrived, asked, assertSameAsCommand, goOn, mouse, start, toReview, walk } from './walk.mjs';

const FIRM = {
  topics: ['tax'],
  facts: {
    location: 'menghai', entity: 'company', industry: 'industry', ownership: 'private', employees: 120, revenue: 4200, assets: 4200,
    large_firm_tie: 'none', credit_listed: false, serious_incident_3y: false, restricted_product: false, taxable_income: 280,
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
  ['一千', /“一千”不是数字/],
  ['1.234', /最多 2 位小数/],
  ['-5', /请填 0 到 [\d,]+ 万元之间的数/],
  ['1e3', /“1e3”不是数字/],
  ['100000000.01', /请填 0 到 [\d,]+ 万元之间的数/],
  ['99999999999999999999999999', /数字太长/],
  ['', /请/],
];

test('a wrong figure is refused, kept and not stored; a right one goes on', async () => {
  const { opened, page } = await begin();
  const given = await walk(page, mouse, FIRM, { until: 'assets' });
  for (const [text, message] of WRONG) {
    await mouse.write(page, text);
    await refused(page, message, { field: '#figure', beside: '#figure-error' });
    assert.equal(await figure(page).inputValue(), text, 'what was typed stays');
    assert.equal(await figure(page).getAttribute('aria-invalid'), 'true');
    assert.equal(await asked(page), 'assets');
    await mouse.act(page, 'results');
    await arrived(page, 'results');
    await assertSameAsCommand(page, given, FIRM.topics);
    await toReview(page);
    assert.deepEqual(await answered(page), Object.keys(given).sort(), 'the wrong figure is no answer');
    await goOn(page);
    assert.equal(await asked(page), 'assets', 'it is asked again');
  }
  await mouse.write(page, '一千');
  await refused(page, /不是数字/, { field: '#figure', beside: '#figure-error' });
  await refused(page, /不是数字/, { field: '#figure', beside: '#figure-error' });
  await mouse.write(page, ' ４，２００．５０ ');
  await mouse.send(page);
  await arrived(page, ['question', 'results'], 'assets');
  await toReview(page);
  assert.match(await page.locator('[data-answer="assets"]').innerText(), /4,200\.5 万元/);
  await mouse.act(page, 'results');
  await assertSameAsCommand(page, { ...given, assets: 4200.5 }, FIRM.topics);
  await end({ opened });
});

test('an error can be answered by 不清楚', async () => {
  const { opened, page } = await begin();
  await walk(page, mouse, FIRM, { until: 'assets' });
  await mouse.write(page, '一千');
  await refused(page, /不是数字/, { field: '#figure', beside: '#figure-error' });
  await mouse.act(page, 'unknown');
  await arrived(page, 'question', 'assets');
  assert.equal(await page.locator('#error-summary, .zc-error').count(), 0, 'the error belongs to the question before');
  await toReview(page);
  assert.match(await page.locator('[data-answer="assets"]').innerText(), /不清楚/);
  await end({ opened });
});

test('a choice must be made; none of several is a choice', async () => {
  const { opened, page } = await begin();
  const id = await asked(page);
  const first = await page.locator('input[type="radio"]').first().getAttribute('value');
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
  const given = await walk(page, mouse, FIRM, { until: 'assets' });
  await mouse.write(page, '4,200');
  await mouse.send(page);
  await arrived(page, 'question', 'assets');
  const next = await asked(page);
  for (const id of ['assets', ...Object.keys(given).reverse()]) {
    const from = await asked(page);
    await mouse.act(page, 'back');
    await arrived(page, 'question', from);
    assert.equal(await asked(page), id);
    if (await figure(page).count()) assert.equal(await figure(page).inputValue(), String(FIRM.facts[id]));
    else assert.deepEqual(await page.locator('input:checked').evaluateAll((all) => all.map(({ value }) => value)), [].concat(FIRM.facts[id]).map(String));
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
  const given = await walk(page, mouse, FIRM, { until: 'assets' });
  await toReview(page);
  await page.locator('[data-change="location"]').click();
  await arrived(page, 'question');
  assert.equal(await asked(page), 'location');
  await mouse.choose(page, ['jinghong']);
  await mouse.send(page);
  await arrived(page, 'review');
  assert.match(await page.locator('[data-answer="location"]').innerText(), /景洪/);
  // Looking without changing returns too, and the next question is a question as before.
  await page.locator('[data-change="entity"]').click();
  await arrived(page, 'question');
  await mouse.act(page, 'back');
  await arrived(page, 'review');
  await goOn(page);
  const id = await asked(page);
  await mouse.act(page, 'unknown');
  await arrived(page, ['question', 'review', 'results'], id);
  assert.ok(await asked(page), 'after the list the questions follow one another again');
  await mouse.act(page, 'results');
  await assertSameAsCommand(page, { ...given, location: 'jinghong' }, FIRM.topics);
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
  assert.ok(await page.locator(`input[value="${FIRM.facts[first]}"]`).isChecked(), 'the choice not yet sent stays');
  await turn('zh-CN');
  const given = await walk(page, mouse, FIRM, { until: 'assets' });
  await mouse.write(page, '一千');
  await refused(page, /不是数字/, { field: '#figure', beside: '#figure-error' });
  await turn('en');
  assert.equal(await asked(page), 'assets');
  assert.equal(await figure(page).inputValue(), '一千', 'the draft stays');
  const message = await page.locator('#figure-error').innerText();
  assert.doesNotMatch(message, /不是数字/, 'the message speaks the language of the page');
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
  await walk(page, mouse, { ...FIRM, written: { assets: '4321.09' } });
  await toReview(page);
  assert.ok((await page.content()).includes('4,321.09'), 'the figure was on the page');
  const dialog = async (accept) => page.once('dialog', (asking) => (accept ? asking.accept() : asking.dismiss()));
  await dialog(false);
  await mouse.act(page, 'restart');
  assert.notEqual(await page.locator('[data-view="review"] [data-answer]').count(), 0, 'who says no keeps everything');
  await dialog(true);
  await mouse.act(page, 'restart');
  await arrived(page, 'intro');
  assert.equal(await page.locator('input:checked').count(), 0);
  await mouse.act(page, 'next');
  await arrived(page, 'question');
  assert.equal(await page.locator('input:checked').count(), 0);
  await toReview(page);
  assert.deepEqual(await answered(page), []);
  assert.doesNotMatch(await page.content(), /4,?321\.09/);
  const kept = await page.evaluate(async () => [
    localStorage.length, sessionStorage.length, document.cookie.length, (await indexedDB.databases()).length, history.state, location.search + location.hash,
  ]);
  assert.deepEqual(kept, [0, 0, 0, 0, null, '']);
  await page.reload();
  await opened.ready();
  assert.equal(await page.locator('[data-view="intro"] input:checked').count(), 0, 'a reload begins empty');
  opened.assertQuiet();
  await opened.close();
});
