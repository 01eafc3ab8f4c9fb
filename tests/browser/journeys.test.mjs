// Three whole visits: by mouse, by keyboard alone, and by touch on a narrow screen. On every one the
// results equal what the command prints for the same answers, support by support.

import assert from 'node:assert/strict';
import { TOUCHES, openPage, shot, test, zice } from './harness.mjs';
import { answer, arrived, asked, assertFits, assertSameAsCommand, finger, keyboard, mouse, openAll, receipt, shownResults, start, walk } from './walk.mjs';

const NO_INNOVATION = {
  rd_expense: 0, rd_expense_previous: 0, domestic_rd_share: 0, tech_staff: 0, class1_ip: 0, class1_ip_self: 0, class1_ip_high_value: 0,
  class2_ip: 0, rd_institution: 'none', science_awards: [], titles: [], equity_raised_2y: 0, equity_raised_3y: 0, led_standard_5y: false,
};
const CLEAN = { large_firm_tie: 'none', credit_listed: false, serious_incident: 'none', tax_evasion_3y: false, restricted_product: false };

/** A tea-processing company in 勐海县 with 4200 万元 of revenue: some figures by band, one as 0.42亿, one in full-width digits. */
const TEA_FACTORY = {
  topics: [],
  pass: 'unknown',
  facts: {
    ...CLEAN,
    location: 'menghai', entity: 'company', industry: 'industry', ownership: 'private', years_operating: 9, employees: 120, revenue: 4200,
    revenue_previous: 3900, cost_total: 3800, assets: 4600, taxable_income: 280, vat_status: 'general', levy_method: 'books',
    staff_average: 120, assets_average: 4600, farm_lines: ['primary_processing'], bid_offer: 'own_goods', west_encouraged: true,
    rd_expense: 118, rd_expense_previous: 130, domestic_rd_share: 100, tech_staff: 14, class1_ip: 1,
    class1_ip_self: 1, class1_ip_high_value: 0, class2_ip: 3, rd_institution: 'below_prefecture', science_awards: [],
    titles: ['tech_sme'], equity_raised_2y: 0, equity_raised_3y: 0, led_standard_5y: false, hnte_field: true, hightech_revenue_share: 62,
    segment_years: 5, new_product: false, main_business_share: 85, debt_ratio: 60, main_revenue_growth: 7.69, revenue_growth_2y: 8,
    main_revenue_avg_3y: 3900, strategic_industry: false, segment_share: 1, srdi_platform_score: 66,
    finance_needs: ['working_capital', 'equipment'], listing_goal: 'regional', founder_groups: ['returning_migrant'], eligible_hires: 12,
    wage_arrears: false, upgrade_plans: ['transformation', 'digital'], service_needs: ['training', 'quality_brand'],
    trade: ['export'], gov_procurement: true, large_firm_cooperation: true, new_business_form: false, debtors: ['public_body'],
    days_since_delivery: 61, ip_issues: [], rights_issues: ['contract_dispute'],
  },
  written: { revenue: '0.42亿', employees: '１２０' },
  bands: ['assets_average', 'taxable_income', 'days_since_delivery'],
};

/** A tea shop of three people in 景洪, which asks about tax and start-up only. */
const TEA_SHOP = {
  topics: ['tax', 'startup'],
  pass: 'skip',
  facts: {
    ...CLEAN, ...NO_INNOVATION,
    location: 'jinghong', entity: 'individual_business', industry: 'retail', ownership: 'private', years_operating: 4, employees: 3,
    revenue: 96, revenue_previous: 90, assets: 40, taxable_income: 12.5, vat_status: 'small_scale', vat_period: 'quarter', vat_period_sales: 24,
    levy_method: 'fixed', farm_lines: [], west_encouraged: false,
    founder_groups: ['returning_migrant', 'rural_founder'], eligible_hires: 1, wage_arrears: false,
    finance_needs: ['first_loan', 'working_capital'], service_needs: ['incubator_space', 'online_services'],
  },
  written: {},
  bands: ['vat_period_sales'],
};

/** A young software company of 15 people in 景洪. */
const SOFTWARE = {
  topics: [],
  pass: 'unknown',
  facts: {
    ...CLEAN,
    location: 'jinghong', entity: 'company', industry: 'software', ownership: 'private', years_operating: 1, employees: 15, revenue: 120,
    assets: 80, taxable_income: -30, vat_status: 'small_scale', vat_period: 'month', vat_period_sales: 10, levy_method: 'books',
    staff_average: 15, assets_average: 80, farm_lines: [], rd_expense: 36, domestic_rd_share: 100, tech_staff: 9,
    class1_ip: 0, class2_ip: 4, titles: [], hnte_field: true, hightech_revenue_share: 100, finance_needs: [], listing_goal: 'none',
    founder_groups: [], eligible_hires: 0, wage_arrears: false, upgrade_plans: ['cloud', 'industrial_internet_5g'],
    service_needs: ['incubator_space'], trade: [], gov_procurement: false, large_firm_cooperation: false, new_business_form: true,
    debtors: [], ip_issues: [], rights_issues: [], policy_voice: false,
  },
  written: { taxable_income: '－30 万元' },
  bands: ['assets_average'],
};

const union = (sets) => [...new Set(sets.flat())];
// A support or rung that can no longer be reached, or whose document is over, asks for nothing (`possible`, `status`).
const openFacts = (report) =>
  union([...report.supports, ...(report.ladder?.rungs ?? [])].filter(({ possible, status }) => possible && status !== 'expired').map(({ depends_on }) => depends_on));

/** What the page says can still come after this question. */
async function bound(page) {
  const text = await page.locator('[data-view] .zc-progress__left').innerText();
  // The same is announced, in a region that stays while the views change.
  assert.ok((await page.locator('#progress[role="status"]').textContent()).includes(text.trim()));
  return text.includes('最后一题') ? 0 : Number(text.match(/\d+/)[0]);
}

/** Checks every question: it can matter, it is the one the command would count, and the bound never rises (elsewhere it does as conditional questions appear). */
function watcher(page, profile, day, width) {
  let before = Infinity;
  let steps = 0;
  return {
    steps: () => steps,
    async each(id, given, putOff) {
      steps += 1;
      const left = await bound(page);
      // What was put off is still to come: then the bound stays.
      assert.ok(left < before || (left === before && putOff.size !== 0), `${id}: the bound falls with every answer (${before}, then ${left})`);
      before = left;
      await assertFits(page, width, id);
      if (steps % 4 !== 1 && left !== 0) return;
      const open = openFacts(zice({ facts: given, topics: profile.topics }, ['--as-of', day]));
      assert.ok(open.includes(id), `${id} is asked only because something depends on it`);
      const still = open.filter((fact) => (!(fact in given) || putOff.has(fact)) && fact !== id);
      assert.equal(left, still.length, `${id}: the page's bound counts the facts that can matter`);
    },
  };
}

const WORDS = { qualifies: '可能符合', review: '条件符合，须部门认定', undetermined: '待确认', not_yet: '暂不符合', not_applicable: '未涉及' };

async function journey(name, { hand, profile, width, ...options }) {
  const opened = await openPage({ width, ...options });
  const page = await opened.ready();
  const { day } = await receipt(page);
  await assertFits(page, width, 'intro');
  await start(page, hand, profile.topics);
  const watch = watcher(page, profile, day, width);
  const given = await walk(page, hand, profile, watch);
  for (const id of [...Object.keys(profile.written), ...profile.bands]) assert.ok(id in given, `${id} is asked on this journey`);

  // The results: every support once, each as the command has it, each with its word.
  const report = await assertSameAsCommand(page, given, profile.topics);
  const { supports } = await shownResults(page);
  assert.equal(new Set(supports).size, report.supports.length, 'every support stands there once');
  for (const { id, verdict, possible, status } of report.supports.filter(({ verdict }) => verdict !== 'not_applicable')) {
    if (status === 'expired') continue;
    const tags = await page.locator(`article[data-support="${id}"] .zc-card__tags .zc-tag`).allInnerTexts();
    // What can no longer be reached is said as such; a review in which no line holds is left to the agency in words of its own.
    const words = verdict === 'undetermined' && !possible ? [WORDS.not_yet] : verdict === 'review' ? [WORDS.review, '本自测不作判断'] : [WORDS[verdict]];
    assert.ok(words.includes(tags.at(-1)), `${id}: ${tags.at(-1)}, not ${words}`);
  }
  // What was not asked, and what a band left open, cannot overturn a definite verdict.
  const whole = zice({ facts: profile.facts, topics: profile.topics }, ['--as-of', day]);
  const definite = report.supports.filter(({ verdict }) => verdict !== 'undetermined').map(({ id, verdict }) => [id, verdict]);
  const verdicts = Object.fromEntries(whole.supports.map(({ id, verdict }) => [id, verdict]));
  assert.deepEqual(definite, definite.map(([id]) => [id, verdicts[id]]));

  await openAll(page);
  await assertFits(page, width, 'results');
  await shot(page, `journey-${name}-results`);
  await hand.act(page, 'review');
  await arrived(page, 'review');
  await assertFits(page, width, 'review');
  const listed = await page.locator('[data-answer]').evaluateAll((rows) => rows.map((row) => row.dataset.answer));
  assert.deepEqual(listed.toSorted(), Object.keys(given).toSorted(), 'every question answered is on the list');
  await hand.act(page, 'results');
  await arrived(page, 'results');
  await assertSameAsCommand(page, given, profile.topics);
  assert.deepEqual(opened.requestsAfterReady(), [], 'no request leaves after the page is ready');
  opened.assertQuiet();
  await opened.close();
  return { given, steps: watch.steps() };
}

test('a tea factory in 勐海, by mouse', async () => {
  const { given, steps } = await journey('mouse', { hand: mouse, profile: TEA_FACTORY, width: 1280 });
  assert.ok(Object.values(given).includes(null), 'something was not known');
  assert.ok(20 < steps, `a whole profile (${steps} questions)`);
});

test('a tea shop in 景洪, by keyboard alone', async () => {
  // A hand that only has keys: a mouse event of any kind on the page fails the journey.
  const init = () => {
    for (const kind of ['pointerdown', 'mousedown']) addEventListener(kind, () => console.error(`${kind} in a visit by keyboard`), true);
  };
  const { steps } = await journey('keyboard', { hand: keyboard, profile: TEA_SHOP, width: 1280, init });
  assert.ok(steps < 30, `two topics ask little (${steps} questions)`);
});

test(`a software company in 景洪, ${TOUCHES ? 'by touch' : 'by mouse'} at 360 px`, async () => {
  const phone = TOUCHES ? { hand: finger, context: { hasTouch: true, isMobile: true } } : { hand: mouse };
  await journey('touch', { ...phone, profile: SOFTWARE, width: 360, height: 740 });
});

test('results at any moment are those of the answers so far', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  const topics = ['tax', 'finance'];
  await start(page, mouse, topics);
  const given = {};
  for (let round = 0; round < 3; round += 1) {
    for (let n = 0; n < 3; n += 1) {
      const id = await asked(page);
      given[id] = await answer(page, mouse, TEA_FACTORY, id);
      await arrived(page, 'question', id);
    }
    await mouse.act(page, 'results');
    await arrived(page, 'results');
    await assertSameAsCommand(page, given, topics);
    await mouse.act(page, 'next');
    await arrived(page, 'question');
    assert.ok(!((await asked(page)) in given), 'going on asks something new');
  }
  opened.assertQuiet();
  await opened.close();
});

test('快速自测: at most ten questions, results that say so, and the full check goes on from there', async () => {
  const opened = await openPage({ width: 360, height: 740 });
  const page = await opened.ready();
  const { day } = await receipt(page);
  assert.match(await page.locator('[data-action="quick"]').innerText(), /最多 10 题/);
  await start(page, mouse, [], 'quick');
  const profile = { ...TEA_FACTORY, written: {}, bands: [] };
  const watch = [];
  const given = await walk(page, mouse, profile, { each: async () => watch.push(await bound(page)) });
  assert.ok(watch.length <= 10 && watch[0] <= 9, `${watch.length} questions`);
  assert.deepEqual(watch, [...watch].sort((a, b) => b - a), 'the bound never rises');
  assert.equal(new Set(watch).size, watch.length, 'it falls with every answer');
  assert.match(await page.locator('[data-quick]').innerText(), /快速自测的结果/);
  assert.equal(await page.locator('[data-view="results"] [data-action="next"]').count(), 0, 'the quick check is over');
  const report = await assertSameAsCommand(page, given);
  const open = report.supports.filter(({ verdict }) => verdict === 'undetermined').length;
  assert.ok(open * 2 < report.supports.length, `${open} of ${report.supports.length} stay open`);
  const left = zice({ facts: given, topics: [] }, ['--as-of', day]).remaining_max;
  assert.match(await page.locator('[data-action="full"]').innerText(), new RegExp(`最多还有 ${left} 题`));
  await shot(page, 'journey-quick-results');
  await page.locator('[data-action="full"]').click();
  await arrived(page, 'question');
  assert.ok(!((await asked(page)) in given), 'nothing is asked twice');
  await mouse.act(page, 'results');
  await arrived(page, 'results');
  assert.equal(await page.locator('[data-quick]').count(), 0, 'from here on it is the full check');
  assert.ok(await page.locator('[data-view="results"] [data-action="next"]').isVisible());
  opened.assertQuiet();
  await opened.close();
});
