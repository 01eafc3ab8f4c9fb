// At a service counter: a visit by the keys of a numeric keypad, and the search for any question.

import assert from 'node:assert/strict';
import { assertAccessible, openPage, shot, test } from './harness.mjs';
import { arrived, asked, assertFits, assertSameAsCommand, goOn, mouse, start, toReview, walk } from './walk.mjs';

const OPTIONS = '[data-view] .zc-option input';
const FIGURE = '[data-view="question"] #figure';
const valuesOf = (page, selector) => page.locator(selector).evaluateAll((inputs) => inputs.map(({ value }) => value));

/** A hand that only has the keys of a numeric keypad. */
export const keypad = {
  act: (page, name) => keypad[name](page),
  next: (page) => page.keyboard.press('Enter'),
  back: (page) => page.keyboard.press('-'),
  results: (page) => page.keyboard.press('+'),
  async unknown(page) {
    const options = await page.locator(OPTIONS).count();
    const figure = (await page.locator(FIGURE).count()) === 1 ? '.' : '';
    for (const key of figure + (options < 10 ? '0' : '00')) await page.keyboard.press(key);
  },
  async choose(page, wanted) {
    const values = await valuesOf(page, OPTIONS);
    const figure = (await page.locator(FIGURE).count()) === 1 ? '.' : '';
    for (const value of wanted) {
      const place = values.indexOf(value) + 1;
      assert.notEqual(place, 0, `${value} is among ${values}`);
      for (const key of figure + String(place).padStart(values.length < 10 ? 1 : 2, '0')) await page.keyboard.press(key);
    }
    const chosen = await valuesOf(page, `${OPTIONS}:checked`);
    assert.deepEqual(wanted.filter((value) => !chosen.includes(value)), [], 'the keys choose what they show');
  },
  async write(page, text) {
    // Digits are the figure; a sign has no key of its own there.
    if (!/^\d/.test(text)) await page.locator('#figure').focus();
    for (const key of text) await page.keyboard.press(key);
    assert.equal(await page.locator('#figure').inputValue(), text);
  },
  send: (page) => page.keyboard.press('Enter'),
};

const FIRM = {
  topics: ['tax', 'ladder', 'finance'],
  facts: {
    location: 'menghai', entity: 'company', industry: 'industry', ownership: 'private', years_operating: 9, employees: 120, revenue: 4200.5,
    revenue_previous: 3900, assets: 4600, large_firm_tie: 'none', credit_listed: false, restricted_product: false, taxable_income: -280,
    vat_status: 'general', west_encouraged: true, rd_expense: 118, rd_expense_previous: 90, titles: ['tech_sme', 'hnte'], class1_ip: 1,
    segment_years: 5, main_business_share: 85, finance_needs: [], debt_ratio: 60.25,
  },
  bands: ['assets'],
};

/** Fails the test on any press of a pointer. */
const noPointer = () => {
  for (const kind of ['pointerdown', 'mousedown']) addEventListener(kind, () => console.error(`${kind} in a visit by keys`), true);
};

async function counter(options = {}) {
  const opened = await openPage({ ...options, path: `?mode=counter${options.query ?? ''}` });
  const page = await opened.ready();
  return { opened, page };
}

async function end(opened) {
  assert.deepEqual(opened.requestsAfterReady(), [], 'no request leaves after the page is ready');
  opened.assertQuiet();
  await opened.close();
}

test('a whole visit by the numeric keypad alone is what the command prints', async () => {
  const { opened, page } = await counter({ init: noPointer });
  await start(page, keypad, FIRM.topics);
  const given = await walk(page, keypad, FIRM);
  assert.ok(15 < Object.keys(given).length && Object.values(given).includes(null), 'a whole visit, and something was not known');
  await assertSameAsCommand(page, given, FIRM.topics);
  await shot(page, 'counter-results');
  // The last step: 1 prints, 2 shows the code to take along.
  await page.evaluate(() => { globalThis.print = () => document.documentElement.setAttribute('data-printed', ''); });
  await page.keyboard.press('1');
  await page.locator('html[data-printed]').waitFor({ state: 'attached' });
  await page.locator('#heading').focus();
  await page.keyboard.press('2');
  await page.locator('#share-title:focus').waitFor();
  await page.locator('.zc-share svg').waitFor();
  await end(opened);
});

test('where a figure is asked, digits are the figure: 120 is 120, and not 不清楚', async () => {
  const { opened, page } = await counter();
  await page.keyboard.press('/');
  await page.locator('#finder:focus').waitFor();
  await page.keyboard.insertText('employees');
  await page.locator('[data-found="employees"]').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('[data-question="employees"] #figure').waitFor();
  await page.locator('#heading:focus').waitFor();
  for (const key of '120') await page.keyboard.press(key);
  assert.equal(await asked(page), 'employees', 'the question stays');
  assert.equal(await page.locator('#figure').inputValue(), '120');
  // No figure has a plus in it: there it is the key to the results, and what is written is kept.
  await page.keyboard.press('+');
  await arrived(page, 'results');
  await assertSameAsCommand(page, { employees: 120 });
  await mouse.act(page, 'review');
  await page.locator('[data-change="employees"]').click();
  await arrived(page, 'question');
  // Written anew, the figure takes the place of the old one; after a point, digits are bands.
  await page.keyboard.press('7');
  assert.equal(await page.locator('#figure').inputValue(), '7');
  await page.locator('#heading').focus();
  const bands = await page.locator(OPTIONS).count();
  for (const key of bands < 10 ? '.1' : '.01') await page.keyboard.press(key);
  await page.locator(`${OPTIONS}:checked`).waitFor();
  assert.equal(await page.locator('#figure').inputValue(), '');
  assert.match(await page.locator('[data-action="unknown"]').getAttribute('data-key'), /^\.0/);
  await end(opened);
});

test('a visit is set aside and taken up again by keys, and goes with the idle limit', async () => {
  const { opened, page } = await counter({ init: noPointer });
  await start(page, keypad);
  const first = await asked(page);
  await page.keyboard.press('1');
  await keypad.send(page);
  await arrived(page, 'question', first);
  await page.keyboard.press('*');
  await page.locator('#visit-default:focus').waitFor();
  await assertAccessible(page);
  await page.keyboard.press('2');
  await arrived(page, 'intro');
  await page.locator('[data-parked="1"]').waitFor();
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie, location.hash]), [0, 0, '', '']);
  // The next visitor's answers are another visit's.
  await start(page, keypad);
  assert.equal(await asked(page), first);
  await page.keyboard.press('2');
  await keypad.send(page);
  await arrived(page, 'question', first);
  await page.keyboard.press('*');
  await page.locator('[data-action="take"][data-number="1"]').waitFor();
  await page.keyboard.press('4');
  await arrived(page, 'results');
  await page.locator('[data-parked="1"]').waitFor();
  await mouseless(page);
  const option = await page.locator(`[data-answer="${first}"]`).innerText();
  await page.keyboard.press('*');
  await page.locator('[data-action="take"][data-number="2"]').waitFor();
  await page.keyboard.press('3');
  await arrived(page, 'intro');
  await page.locator('[data-parked="1"]').waitFor();
  await page.keyboard.press('*');
  await page.locator('[data-action="take"][data-number="2"]').waitFor();
  await page.keyboard.press('4');
  await arrived(page, 'results');
  await mouseless(page);
  assert.notEqual(await page.locator(`[data-answer="${first}"]`).innerText(), option, 'each visit has its own answers');
  await end(opened);
});

/** To the list of answers, by the key of its button. */
async function mouseless(page) {
  await page.locator('#heading').focus();
  await page.keyboard.press('3');
  await arrived(page, 'review');
}

test('every support on the results has a key that unfolds it', async () => {
  const { opened, page } = await counter({ init: noPointer });
  await start(page, keypad);
  await keypad.results(page);
  await arrived(page, 'results');
  const second = await page.locator('article[data-support]').nth(1).getAttribute('data-support');
  for (const key of '.02') await page.keyboard.press(key);
  await page.locator(`article[data-support="${second}"] [aria-expanded="true"]:focus`).waitFor();
  await end(opened);
});

test('each option shows its key, and every key has its control', async () => {
  const { opened, page } = await counter();
  const shown = () => page.locator('[data-view] .zc-option').evaluateAll((labels) => labels.map((label) => getComputedStyle(label, '::after').content));
  assert.match((await shown())[0], /decimal-leading-zero/, 'more than nine options have two digits');
  await start(page, keypad);
  assert.match((await shown())[0], /counter\(zc-key\)/);
  const keys = await page.locator('.zc-keys kbd').allInnerTexts();
  assert.deepEqual(keys, ['1–9', '.', 'Enter', '0', '-', '+', '/', '*', 'Esc']);
  const first = await asked(page);
  await keypad.unknown(page);
  await arrived(page, 'question', first);
  const second = await asked(page);
  await keypad.back(page);
  await arrived(page, 'question', second);
  assert.equal(await asked(page), first);
  await keypad.results(page);
  await arrived(page, 'results');
  await end(opened);
});

test('keys wait for the second digit, say so, and rest while text is written or when they are switched off', async () => {
  const { opened, page } = await counter();
  await page.keyboard.press('1');
  await page.locator('.zc-desk__typed', { hasText: '已按 1' }).waitFor();
  assert.deepEqual(await valuesOf(page, `${OPTIONS}:checked`), []);
  await page.keyboard.press('1');
  await page.locator(`${OPTIONS}:checked`).waitFor();
  assert.equal((await valuesOf(page, `${OPTIONS}:checked`)).length, 1, 'the eleventh');
  await start(page, keypad);
  await page.keyboard.press('/');
  await page.locator('#finder:focus').waitFor();
  await page.keyboard.type('0');
  assert.equal(await page.locator('#finder').inputValue(), '0');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.locator('#heading:focus').waitFor();
  const before = await asked(page);
  await page.locator('[data-action="keys"]').click();
  await page.locator('[data-action="keys"][aria-pressed="false"]').waitFor();
  assert.equal(await page.locator('.zc-keys').count(), 0);
  await page.locator('#heading').focus();
  for (const key of ['1', '0', '+', '-', '/', '*']) await page.keyboard.press(key);
  assert.equal(await asked(page), before);
  assert.deepEqual(await valuesOf(page, `${OPTIONS}:checked`), []);
  assert.equal(await page.locator('dialog[open]').count(), 0);
  await end(opened);
});

test('the search finds a question by name, pinyin initials, id and English, and opens it by key or mouse', async () => {
  const { opened, page } = await counter();
  for (const [written, fact] of [['营业收入', 'revenue'], ['YYSR', 'revenue'], ['debt_ratio', 'debt_ratio'], ['R&D', 'rd_expense'], ['zcze', 'assets']]) {
    await page.locator('#heading').focus();
    await page.keyboard.press('/');
    await page.locator('#finder:focus').waitFor();
    await page.keyboard.insertText(written);
    await page.locator(`#finder[aria-expanded="true"]`).waitFor();
    const found = await page.locator('[data-found]').evaluateAll((all) => all.map(({ dataset }) => dataset.found));
    const place = found.indexOf(fact);
    assert.notEqual(place, -1, `${written} finds ${fact}: ${found}`);
    for (let n = 0; n < place; n += 1) await page.keyboard.press('ArrowDown');
    const active = await page.locator('#finder').getAttribute('aria-activedescendant');
    assert.equal(await page.locator(`#${active}[aria-selected="true"]`).getAttribute('data-found'), fact);
    await page.keyboard.press('Enter');
    await page.locator(`[data-question="${fact}"]`).waitFor();
    await page.locator('#heading:focus').waitFor();
    assert.equal(await page.locator('#finder').inputValue(), '', 'the field is empty again');
  }
  await page.locator('#finder').click();
  await page.keyboard.insertText('没有这样的题');
  await page.locator('.zc-finder [role="status"]', { hasText: '没有找到' }).waitFor({ state: 'attached' });
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText('从业人员');
  await page.locator('[data-found="employees"]').click();
  await page.locator('[data-question="employees"]').waitFor();
  await mouse.write(page, '120');
  await mouse.send(page);
  await arrived(page, ['question', 'results'], 'employees');
  await toReview(page);
  assert.match(await page.locator('[data-answer="employees"]').innerText(), /120 人/);
  await goOn(page);
  await end(opened);
});

test('the search finds supports and agencies too: a support is shown unfolded, an agency as the filter of the results', async () => {
  const { opened, page } = await counter();
  const look = async (written, id) => {
    await page.locator('#heading').focus();
    await page.keyboard.press('/');
    await page.locator('#finder:focus').waitFor();
    await page.keyboard.insertText(written);
    await page.locator(`[data-found="${id}"]`).click();
  };
  await look('创业担保贷款', 'startup_loan_person');
  await page.locator('[data-support="startup_loan_person"] [aria-expanded="true"]').waitFor();
  await page.locator('[data-support="startup_loan_person"] [data-action="unfold"]:focus').waitFor();
  // Also where the results are shown already.
  await look('续贷', 'renewal_loan');
  await page.locator('[data-support="renewal_loan"] [aria-expanded="true"]').waitFor();
  await page.locator('[data-support="renewal_loan"] [data-action="unfold"]:focus').waitFor();
  await look('taxation', 'taxation');
  await page.locator('#filter-agency:focus').waitFor();
  await page.locator('[data-support="renewal_loan"]').waitFor({ state: 'detached' });
  await look('renewal_loan', 'renewal_loan');
  await page.locator('[data-support="renewal_loan"] [data-action="unfold"]:focus').waitFor();
  await end(opened);
});

for (const [width, height] of [[1280, 900], [360, 740]]) {
  test(`no barriers at ${width} px, and nothing is wider than the window`, async () => {
    for (const path of ['', '&lang=en']) {
      const { opened, page } = await counter({ width, height, query: path });
      const look = async (view) => {
        await assertFits(page, width, `${path} ${view}`);
        await assertAccessible(page);
        const small = await page.locator('.zc-desk button, .zc-desk input, .zc-finder__option, dialog button').evaluateAll((all) =>
          all.filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect()).filter(({ height, width }) => height < 43.9 || width < 43.9));
        assert.deepEqual(small, [], `${view}: every target is at least 44 px`);
      };
      await look('intro');
      await mouse.act(page, 'next');
      await arrived(page, 'question');
      await look('question');
      await page.locator('#finder').click();
      await page.keyboard.insertText('a');
      await page.locator('[data-found]').first().waitFor();
      await look('found');
      await page.keyboard.press('Escape');
      await page.locator('[data-action="next-visitor"]').click();
      await page.locator('dialog[open] #visit-default:focus').waitFor();
      await look('next visitor?');
      await page.locator('dialog [data-action="stay"]').click();
      await page.locator('dialog:not([open])').waitFor({ state: 'attached' });
      await end(opened);
    }
  });
}

test('without ?mode=counter there is none of it', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  assert.equal(await page.locator('.zc-desk, dialog, #finder').count(), 0);
  await page.keyboard.press('1');
  assert.deepEqual(await valuesOf(page, `${OPTIONS}:checked`), []);
  await end(opened);
});
