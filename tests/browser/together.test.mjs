// Visits as people make them: several questions a view. The results are those of the same answers given one by one.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { assertAccessible, openPage, shot } from './harness.mjs';
import { arrived, asked, assertFits, assertSameAsCommand, back, finger, keyboard, mouse, screenOf, start, toReview, walk } from './walk.mjs';

const firm = (name) => JSON.parse(readFileSync(new URL(`../journeys/${name}.json`, import.meta.url), 'utf8'));

/** Opens the page as a visitor has it, and answers the first question, which stands alone. */
async function visit(profile, hand = mouse, options = {}) {
  const opened = await openPage({ together: true, ...options });
  const page = await opened.ready();
  await start(page, hand);
  const first = await asked(page);
  assert.equal(await screenOf(page), null, 'what a visit begins with is asked alone');
  await hand.choose(page, [profile.facts[first]]);
  await hand.send(page);
  await page.locator(`[data-view="question"]:not(:has([data-question="${first}"])) #heading:focus`).waitFor();
  return { opened, page, given: { [first]: profile.facts[first] } };
}

const HANDS = { factory: mouse, homestay: finger, founder: mouse, shop: keyboard, farm: mouse };

for (const [name, hand] of Object.entries(HANDS)) {
  test(`the ${name}, several questions a view`, async () => {
    const profile = { pass: 'unknown', topics: [], ...firm(name) };
    const phone = hand === finger ? { width: 360, height: 740, context: { hasTouch: true, isMobile: true } } : {};
    const { opened, page, given } = await visit(profile, hand, phone);
    Object.assign(given, await walk(page, hand, profile));
    await assertFits(page, phone.width ?? 1280, name);
    const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
    await assertSameAsCommand(page, known);
    opened.assertQuiet();
    await opened.close();
  });
}

/** Goes on until a screen is at hand. */
async function toScreen(page, profile, id) {
  for (let n = 0; n < 20 && (await screenOf(page)) !== id; n += 1) {
    const left = await screenOf(page);
    await mouse.act(page, 'skip');
    await page.locator(`[data-view="question"]:not([data-screen="${left}"]) #heading:focus`).waitFor();
  }
  assert.equal(await screenOf(page), id);
}

test('every form of a screen is accessible, at 360 px and at 1280 px, light and dark', async () => {
  for (const [width, colorScheme] of [[360, 'light'], [1280, 'dark']]) {
    const { opened, page } = await visit(firm('factory'), mouse, { width, colorScheme });
    for (const id of ['licence', 'wishes', 'situations', 'statements', 'certificates', 'patents']) {
      await toScreen(page, firm('factory'), id);
      await assertFits(page, width, id);
      await assertAccessible(page);
      await shot(page, `screen-${id}-${width}-${colorScheme}`);
    }
    opened.assertQuiet();
    await opened.close();
  }
});

test('都没有 answers what a list shows with none; nothing said is refused', async () => {
  const { opened, page, given } = await visit(firm('factory'));
  await toScreen(page, firm('factory'), 'situations');
  await mouse.act(page, 'next');
  await page.locator('#error-summary:focus').waitFor();
  await page.locator('#tick-none').click();
  await mouse.act(page, 'results');
  await arrived(page, 'results');
  const none = { credit_listed: false, serious_incident: 'none', tax_evasion_3y: false, restricted_product: false, wage_arrears: false };
  await assertSameAsCommand(page, { ...given, ...none });
  await toReview(page);
  assert.equal(await page.locator('[data-answer="credit_listed"] dd').first().innerText(), '否');
  opened.assertQuiet();
  await opened.close();
});

test('a line ticked without its choice is refused with a message that leads there', async () => {
  const { opened, page } = await visit(firm('factory'));
  await toScreen(page, firm('factory'), 'wishes');
  await page.locator('#tick-finance_needs').click();
  await mouse.act(page, 'next');
  await page.locator('#error-summary:focus').waitFor();
  await page.locator('#error-summary a').click();
  await page.locator('[data-question="finance_needs"] .zc-tick__options input:focus').waitFor();
  opened.assertQuiet();
  await opened.close();
});

test('ratios and growth are worked out before the eyes, and two columns can be pasted', async () => {
  const { opened, page, given } = await visit(firm('factory'));
  await toScreen(page, firm('factory'), 'statements');
  await page.locator('.zc-paste summary').click();
  await page.locator('#paste').fill('项目\t本年金额\t上年金额\n一、营业收入\t42,000,000.00\t39,000,000.00\n其中：主营业务收入\t35700000\t33000000\n资产总计\t46000000\t\n负债合计\t27600000\t\n');
  await page.locator('[data-pasted="6"]').waitFor();
  assert.equal(await page.locator('#field-revenue').inputValue(), '4200');
  assert.match(await page.locator('#read-main_business_share').innerText(), /85%/);
  assert.match(await page.locator('#read-debt_ratio').innerText(), /60%/);
  assert.match(await page.locator('#read-main_revenue_growth').innerText(), /8\.18%–8\.19%/);
  assert.match(await page.locator('thead').innerText(), /上年（\d{4}）[\s\S]*前年（\d{4}）/);
  await page.locator('#field-employees').fill('120');
  await page.locator('[data-question="staff_average"] [data-action="same"]').click();
  assert.equal(await page.locator('#field-staff_average').inputValue(), '120');
  await mouse.act(page, 'results');
  await arrived(page, 'results');
  await assertSameAsCommand(page, {
    ...given, revenue: 4200, revenue_previous: 3900, assets: 4600, employees: 120, staff_average: 120, main_business_share: { of: [3570, 4200] },
    debt_ratio: { of: [2760, 4600] }, main_revenue_growth: { from: 3300, to: 3570 },
  });
  opened.assertQuiet();
  await opened.close();
});

test('Back shows the screen as it was left, one question a view is a choice, and the way back is too', async () => {
  const { opened, page } = await visit(firm('factory'));
  await page.locator('[data-question="location"] label:has(input[value="menghai"])').click();
  await back(page);
  await arrived(page, 'question');
  assert.equal(await screenOf(page), null);
  await mouse.act(page, 'next');
  await page.locator('[data-screen="licence"] #heading:focus').waitFor();
  await mouse.act(page, 'one');
  await page.locator('[data-view="question"]:not([data-screen]) #heading:focus').waitFor();
  await mouse.act(page, 'together');
  await page.locator('[data-screen] #heading:focus').waitFor();
  opened.assertQuiet();
  await opened.close();
});

test('a line that no longer matters fades, keeps its value and says so', async () => {
  const { opened, page } = await visit(firm('factory'));
  await page.locator('[data-question="industry"] select').selectOption('other');
  await page.locator('[data-question="service_line"]:not([data-faded])').waitFor();
  await page.locator('[data-question="service_line"] label:has(input[value="research"])').click();
  await page.locator('[data-question="industry"] select').selectOption('industry');
  await page.locator('[data-question="service_line"][data-faded] [data-no-matter]').waitFor();
  assert.ok(await page.locator('[data-question="service_line"] input[value="research"]').isChecked());
  opened.assertQuiet();
  await opened.close();
});
