// What a firm does with its results: filters them, tries another answer, prints a sheet, takes the answers along as a code or a file.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertAccessible, carriesSame, openPage, shot, siteUrl, test, zice, ziceLink } from './harness.mjs';
import { arrived, assertFits, assertSameAsCommand, finger, keyboard, mouse, receipt, shownResults, start, tabTo } from './walk.mjs';

const require = createRequire(import.meta.url);
const jsqr = require('jsqr');
const { PNG } = require('pngjs');

/** A tea-processing company in 勐海县 that has answered nearly everything. */
const TEA = {
  topics: [],
  facts: {
    location: 'menghai', entity: 'company', industry: 'industry', ownership: 'private', years_operating: 9, employees: 120, revenue: 4200,
    revenue_previous: 3900, cost_total: 3800, assets: { min: 4000, max: 5000 }, large_firm_tie: 'none', credit_listed: false,
    serious_incident: 'none', tax_evasion_3y: false, restricted_product: false, taxable_income: 280, vat_status: 'general', levy_method: 'books',
    west_encouraged: true, rd_expense: 118, rd_expense_previous: 130, domestic_rd_share: 100, tech_staff: 14, class1_ip: 1,
    class1_ip_self: 1, class1_ip_high_value: 0, class2_ip: 3, rd_institution: 'below_prefecture', science_awards: [], titles: ['tech_sme'],
    equity_raised_2y: 0, equity_raised_3y: 0, led_standard_5y: false, hnte_field: true, hightech_revenue_share: 62, segment_years: 5,
    new_product: false, main_business_share: 85, debt_ratio: 60, main_revenue_growth: 7.69, revenue_growth_2y: 8,
    main_revenue_avg_3y: 3900, strategic_industry: false, segment_share: 1, srdi_platform_score: 66,
    finance_needs: ['working_capital', 'equipment'], listing_goal: 'regional', founder_groups: ['returning_migrant'], eligible_hires: 12,
    wage_arrears: false, upgrade_plans: ['transformation', 'digital'], service_needs: ['training', 'quality_brand'], trade: ['export'],
    gov_procurement: true, large_firm_cooperation: true, new_business_form: false, debtors: ['public_body'], days_since_delivery: 61,
    ip_issues: [], rights_issues: ['contract_dispute'],
  },
};
const ALMOST_NOTHING = { topics: [], facts: { location: 'jinghong' } };

async function results(profile, { path = '', ...options } = {}) {
  const opened = await openPage({ path: `${path}#p=${ziceLink(profile)}`, ...options });
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

const shownIds = (page) => page.locator('[data-support]').evaluateAll((cards) => cards.map((card) => card.dataset.support).sort());

test('filters leave what belongs to a topic and an agency, say how much that is, and let go', async () => {
  const visit = await results(TEA);
  const { page } = visit;
  const report = zice(TEA, ['--as-of', (await receipt(page)).day]);
  const all = await shownIds(page);
  assert.equal(all.length, report.supports.length);
  const lists = () => page.locator('#filter-topic, #filter-agency').evaluateAll((lists) => lists.map((list) => list.value));
  assert.deepEqual(await lists(), ['', ''], 'nothing is filtered before somebody filters');
  const said = page.locator('.zc-filters [role="status"]');
  const tax = zice({ ...TEA, topics: ['tax'] }).supports.map(({ id }) => id).sort();
  await page.locator('#filter-topic').selectOption({ label: `税费减免 · ${tax.length}` });
  await page.locator(`[data-view]:not(:has(article[data-support="inclusive_loan"]))`).waitFor();
  assert.deepEqual(await shownIds(page), tax);
  assert.equal(await said.innerText(), `显示 ${tax.length} 项，共 ${all.length} 项支持`);
  const both = report.supports.filter(({ id, agencies }) => tax.includes(id) && agencies.includes('science_technology')).map(({ id }) => id).sort();
  assert.ok(0 < both.length && both.length < tax.length);
  await page.locator('#filter-agency').selectOption({ label: `西双版纳州科学技术局 · ${both.length}` });
  await page.locator('.zc-filters [role="status"]', { hasText: `显示 ${both.length} 项` }).waitFor();
  assert.deepEqual(await shownIds(page), both);
  await assertAccessible(page);
  await tabTo(page, '[data-action="show-all"]');
  await page.keyboard.press('Enter');
  await page.locator('.zc-filters [role="status"]', { hasText: `显示全部 ${all.length} 项` }).waitFor();
  assert.deepEqual(await shownIds(page), all);
  assert.deepEqual(await lists(), ['', '']);
  // A filter stays while another view is shown, and is gone with the visit.
  await page.locator('#filter-topic').selectOption({ index: 1 });
  await page.locator('.zc-filters [role="status"]', { hasText: /，共/ }).waitFor();
  const some = await shownIds(page);
  await mouse.act(page, 'review');
  await arrived(page, 'review');
  await mouse.act(page, 'results');
  await arrived(page, 'results');
  assert.deepEqual(await shownIds(page), some);
  assert.deepEqual(await lists(), [await page.locator('#filter-topic option').nth(1).getAttribute('value'), '']);
  await tabTo(page, '[data-action="restart"]');
  await page.keyboard.press('Enter');
  await page.locator('#restart-no:focus').waitFor();
  await mouse.act(page, 'restart-yes');
  await arrived(page, 'intro');
  await start(page, mouse);
  await mouse.act(page, 'results');
  await arrived(page, 'results');
  assert.deepEqual(await lists(), ['', '']);
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, '']);
  await end(visit);
});

for (const [name, hand, options] of [['by keyboard', keyboard, {}], ['by touch', finger, { width: 360, height: 740, context: { hasTouch: true } }]]) {
  test(`another answer is tried, shows only what it changes, and is dropped or kept: ${name}`, async () => {
    const visit = await results(TEA, options);
    const { page } = visit;
    const { day } = await receipt(page);
    const before = await shownResults(page);
    const tried = { ...TEA, facts: { ...TEA.facts, employees: 2000 } };
    const [was, is] = [TEA, tried].map((profile) => zice(profile, ['--as-of', day]));
    const turns = (list, other) => list.filter(({ verdict }, index) => verdict !== other[index].verdict)
      .map(({ id, verdict }) => `${id} ${verdict} ${other.find((one) => one.id === id).verdict}`);
    const expected = [...turns(was.supports, is.supports), ...turns(was.ladder.rungs, is.ladder.rungs)].sort();
    assert.ok(0 < expected.length);

    const tryIt = async () => {
      await page.locator('#try-which').selectOption({ label: '上年末从业人数：120 人' });
      await hand.act(page, 'try');
      await page.locator('#try-question:focus').waitFor();
      await hand.write(page, '很多');
      await hand.act(page, 'try-answer');
      await page.locator('#error-summary:focus').waitFor();
      await hand.write(page, '2000');
      await hand.act(page, 'try-answer');
      await page.locator('#try-outcome:focus').waitFor();
    };
    await tryIt();
    const listed = await page.locator('[data-before]').evaluateAll((rows) => rows.map(({ dataset }) => `${dataset.turn} ${dataset.before} ${dataset.after}`).sort());
    assert.deepEqual(listed, expected, 'what changes, and nothing else');
    assert.match(await page.locator('#try-outcome').innerText(), /120 人.*2,000 人/);
    assert.deepEqual(await shownResults(page), before, 'the results are still those of the answers');
    await assertAccessible(page);
    await assertFits(page, options.width ?? 1280, 'a trial');
    await hand.act(page, 'try-drop');
    await page.locator('#try-title:focus').waitFor();
    assert.equal(await page.locator('[data-before], [data-trial]').count(), 0);
    await assertSameAsCommand(page, TEA.facts);

    await tryIt();
    await hand.act(page, 'try-keep');
    await page.locator('#heading:focus').waitFor();
    await assertSameAsCommand(page, tried.facts);
    await end(visit);
  });
}

/** What a second library reads from the picture of the code. */
async function scanned(page) {
  const { width, height, data } = PNG.sync.read(await page.locator('.zc-share .zc-qr').screenshot());
  return jsqr(new Uint8ClampedArray(data), width, height)?.data;
}

for (const [name, options] of [['a phone, light', { width: 360, height: 740 }], ['a desk, dark', { colorScheme: 'dark' }]]) {
  test(`the code is read from the screen and opens the same results: ${name}`, async () => {
    const visit = await results(TEA, options);
    const { page } = visit;
    await mouse.act(page, 'share');
    await page.locator('#share-title:focus').waitFor();
    assert.equal(await page.locator('.zc-share .zc-qr').count(), 0, 'what is inside is said before the code shows');
    assert.match(await page.locator('.zc-share').innerText(), new RegExp(`${Object.keys(TEA.facts).length} 项回答`));
    await page.locator('.zc-share summary').click();
    await page.locator('.zc-share dd', { hasText: '4,200 万元' }).waitFor();
    await mouse.act(page, 'code');
    await page.locator('#share-code:focus .zc-qr').waitFor();
    assert.ok((await page.locator('.zc-share .zc-qr').getAttribute('aria-label')).includes('二维码'));
    await assertAccessible(page);
    await assertFits(page, options.width ?? 1280, 'the code');
    await shot(page, `takeaway-code-${name.replace(/\W+/g, '-')}`);
    const read = await scanned(page);
    assert.equal(read, await page.locator('#share-link').inputValue(), 'the code is the link');
    assert.ok(read.startsWith(siteUrl()));
    await end(visit);

    const phone = await openPage({ path: read.slice(siteUrl().length), width: 360, height: 740 });
    await phone.ready();
    await mouse.act(phone.page, 'use-link');
    await arrived(phone.page, 'results');
    await assertSameAsCommand(phone.page, TEA.facts);
    await end({ opened: phone });
  });
}

test('link and code lead to the public address that a portal wrote into the page', async () => {
  const init = () => {
    document.addEventListener('DOMContentLoaded', () => document.querySelector('meta[name="zice-address"]').setAttribute('content', 'https://portal.example/zice/'));
  };
  const visit = await results(ALMOST_NOTHING, { init });
  await mouse.act(visit.page, 'share');
  assert.equal(await visit.page.locator('#share-link').inputValue(), `https://portal.example/zice/?l#p=${ziceLink(ALMOST_NOTHING)}`);
  await end(visit);
});

test('a link too long for a code that phones read says so, and still is a link', async () => {
  const init = () => {
    document.addEventListener('DOMContentLoaded', () => document.querySelector('meta[name="zice-address"]').setAttribute('content', `https://portal.example/${'a'.repeat(1300)}`));
  };
  const visit = await results(ALMOST_NOTHING, { init, width: 360, height: 740 });
  await mouse.act(visit.page, 'share');
  await mouse.act(visit.page, 'code');
  await visit.page.locator('#share-code:focus').waitFor();
  assert.match(await visit.page.locator('#share-code').innerText(), /扫不出来.*保存为文件/);
  assert.equal(await visit.page.locator('.zc-share .zc-qr').count(), 0);
  assert.ok((await visit.page.locator('#share-link').inputValue()).endsWith(`#p=${ziceLink(ALMOST_NOTHING)}`));
  await assertAccessible(visit.page);
  await assertFits(visit.page, 360, 'a link too long');
  await end(visit);
});

async function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'zice-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('the saved file gives the command the same verdicts, and the page the same answers', () => inFolder(async (folder) => {
  const visit = await results({ ...TEA, topics: ['tax', 'ladder'] });
  const { page } = visit;
  await mouse.act(page, 'share');
  const [download] = await Promise.all([page.waitForEvent('download'), mouse.act(page, 'save')]);
  assert.match(download.suggestedFilename(), /^zice-\d{4}-\d{2}-\d{2}\.json$/);
  const file = join(folder, 'firm.json');
  await download.saveAs(file);
  const saved = JSON.parse(readFileSync(file, 'utf8'));
  assert.deepEqual(saved, { facts: TEA.facts, topics: ['tax', 'ladder'] });
  await assertSameAsCommand(page, saved.facts, saved.topics);
  await end(visit);

  const opened = await openPage();
  const other = await opened.ready();
  await other.locator('#load-file').setInputFiles(file);
  await other.locator('[data-action="use-link"]').waitFor();
  assert.match(await other.locator('[data-view]').innerText(), new RegExp(`文件[^]*${Object.keys(TEA.facts).length} 项回答[^]*4,200 万元`));
  assert.equal(await other.locator('[data-support]').count(), 0, 'nothing is assessed before it is asked for');
  await assertAccessible(other);
  await mouse.act(other, 'use-link');
  await arrived(other, 'results');
  await assertSameAsCommand(other, TEA.facts, ['tax', 'ladder']);
  await end({ opened });
}));

const BAD = [
  ['no JSON', 'location,menghai', /第 1 行第 1 个字/],
  ['nothing', '', /第 1 行第 1 个字/],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255]), /不是 JSON/],
  ['another JSON', '{"name": "勐海茶厂"}', /name/],
  ['an unknown fact', '{"facts": {"turnover": 3}}', /turnover/],
  ['a figure out of range', '{"facts": {"location": "menghai", "employees": -3}}', /从业人数（employees）写的是 -3[^]*0 到 10000000/],
  ['an unknown option', '{"facts": {"location": "kunming"}}', /location[^]*"kunming"[^]*"jinghong"（/],
  ['an unknown topic', '{"facts": {}, "topics": ["taxes"]}', /topics[^]*"taxes"[^]*"tax"/],
  ['far too long', ' '.repeat(70_000), /太大/],
];

test('a file that cannot be used says what is wrong and where, and loses nothing', () => inFolder(async (folder) => {
  const opened = await openPage();
  const page = await opened.ready();
  await start(page, mouse, ['tax']);
  await mouse.choose(page, [await page.locator('[data-view] input[type="radio"]').first().getAttribute('value')]);
  await mouse.send(page);
  await page.locator('[data-action="back"]').click();
  await page.locator('[data-action="back"]').click();
  await page.locator('#load-file').waitFor();
  for (const [name, content, said] of BAD) {
    const file = join(folder, 'bad.json');
    writeFileSync(file, content);
    await page.locator('#load-file').setInputFiles(file);
    assert.match(await page.locator('[role="alert"]').innerText(), said, name);
    assert.equal(await page.locator('[data-action="use-link"]').count(), 0, name);
    if (name === 'an unknown option') await assertAccessible(page);
    await mouse.act(page, 'restart');
    await page.locator('#load-file').waitFor();
  }
  assert.ok(await page.locator('[data-view] input[value="tax"]').isChecked(), 'the topics are as they were');
  await mouse.act(page, 'next');
  await arrived(page, ['question', 'results']);
  await mouse.act(page, 'results');
  await arrived(page, 'results');
  await mouse.act(page, 'review');
  await arrived(page, 'review');
  assert.equal(await page.locator('[data-answer]').count(), 1, 'the answer is still there');
  await end({ opened });
}));

/** The text of a PDF without spaces, in the characters that a keyboard writes; and its number of pages. */
function read(pdf, folder) {
  const file = join(folder, 'sheet.pdf');
  writeFileSync(file, pdf);
  const run = (command, ...args) => execFileSync(command, args, { encoding: 'utf8' });
  const pages = Number(run('pdfinfo', file).match(/^Pages:\s+(\d+)/m)[1]);
  // The code on the paper, as a camera would see it.
  run('pdftoppm', '-r', '200', '-png', '-f', '1', '-l', '1', '-singlefile', file, join(folder, 'sheet'));
  const { width, height, data } = PNG.sync.read(readFileSync(join(folder, 'sheet.png')));
  const code = jsqr(new Uint8ClampedArray(data), width, height)?.data;
  return { code, text: squeezed(run('pdftotext', '-layout', file, '-')), plain: squeezed(run('pdftotext', '-raw', file, '-')), pages };
}

const squeezed = (text) => text.normalize('NFKC').replace(/\s+/g, '');

/** Names of supports and agencies by id, as the page shows them. */
const namesOf = (page, selector, inner) =>
  page.locator(selector).evaluateAll((all, inner) => Object.fromEntries(all.map((one) => [one.dataset.support ?? one.dataset.agency, one.querySelector(inner).textContent])), inner);

async function printed(profile, tick, folder) {
  const visit = await results(profile);
  const { page } = visit;
  await mouse.act(page, 'print-choose');
  await page.locator('#print-title:focus').waitFor();
  await assertAccessible(page);
  const ticked = await tick(page);
  const supports = { ...(await namesOf(page, 'article[data-support]', 'h3')) };
  const agencies = await namesOf(page, '[data-agency]', 'b');
  const { day, hash } = await receipt(page);
  const report = zice(profile, ['--as-of', day]);
  const sheet = read(await page.pdf({ preferCSSPageSize: true }), folder);
  await end(visit);
  return { ...sheet, ticked, supports, agencies, report, day, hash };
}

const boxes = (page) => page.locator('[data-view] input[name="print"]').evaluateAll((all) => all.filter((box) => box.checked).map((box) => box.value));
const tickAll = async (page) => {
  for (const box of await page.locator('[data-view] label:has(input[name="print"]:not(:checked))').all()) await box.click();
  return boxes(page);
};
const SHEETS = [
  ['the tea firm, as it comes', TEA, boxes, ['answers', 'qualifies', 'review', 'gaps', 'agencies', 'code']],
  ['the tea firm, everything', TEA, async (page) => { for (const id of ['undetermined', 'not_yet']) await mouse.choose(page, [id]); return boxes(page); },
    ['answers', 'qualifies', 'review', 'undetermined', 'not_yet', 'gaps', 'agencies', 'code']],
  ['almost nothing known', ALMOST_NOTHING, boxes, ['answers', 'qualifies', 'review', 'undetermined', 'gaps', 'agencies', 'code']],
];

for (const [name, profile, tick, expected] of SHEETS) {
  test(`the printed sheet has everything chosen on one to three pages: ${name}`, () => inFolder(async (folder) => {
    const { code, text, plain, pages, ticked, supports, report, agencies, day, hash } = await printed(profile, tick, folder);
    assert.deepEqual(ticked, expected);
    assert.ok(1 <= pages && pages <= 3, `${pages} pages`);
    assert.equal(code !== undefined && code !== null, ticked.includes('code'), 'the code is on the paper when it is chosen');
    if (code) assert.ok(carriesSame(code.split('#p=')[1], ziceLink(profile)), 'the code carries the answers');
    const has = (part) => text.includes(squeezed(part)) || plain.includes(squeezed(part));
    for (const { id, verdict } of report.supports.filter(({ verdict }) => verdict !== 'not_applicable')) {
      // A support that is not chosen may still be named as a way to another one.
      if (ticked.includes(verdict)) assert.ok(has(supports[id]), `${verdict} ${supports[id]} is on the sheet`);
    }
    const called = report.supports.filter(({ verdict }) => ticked.includes(verdict)).flatMap((support) => support.agencies);
    for (const id of new Set(called)) if (agencies[id]) assert.ok(has(agencies[id]), `${agencies[id]} is on the sheet`);
    for (const { agency, hotline } of report.contacts) if (hotline && called.includes(agency)) assert.ok(has(hotline), `${hotline} is on the sheet`);
    for (const part of ['您的回答', '还差什么', '找哪些部门', '要带的材料', '第一步', '已办', '可能符合', `1/${pages}`, '以主管部门最新文件为准', day, hash, report.pack.version]) assert.ok(has(part), part);
    for (const part of profile === TEA ? ['4,200万元', '勐海县', '项须部门认定', '再增'] : ['景洪市']) assert.ok(has(part), part);
    for (const word of ['English', '清空重来', '继续回答', '筛选', '看看里面']) assert.ok(!has(word), `${word} is for the screen only`);
  }));
}

test('what is not ticked is not on the sheet', () => inFolder(async (folder) => {
  const none = async (page) => {
    for (const id of ['answers', 'qualifies', 'gaps', 'agencies', 'code']) await mouse.choose(page, [id]);
    return boxes(page);
  };
  const { text, ticked, supports, report } = await printed(TEA, none, folder);
  assert.deepEqual(ticked, ['review']);
  for (const part of ['您的回答', '还差什么', '找哪些部门', '4,200万元']) assert.ok(!text.includes(part), part);
  for (const { id, verdict } of report.supports.filter(({ id }) => id in supports)) {
    assert.equal(text.includes(squeezed(supports[id])), verdict === 'review', supports[id]);
  }
}));

test('the print button asks the browser to print, and needs no choice before', async () => {
  const visit = await results(ALMOST_NOTHING, { init: () => { window.print = () => document.documentElement.setAttribute('data-printed', ''); } });
  await mouse.act(visit.page, 'print');
  await visit.page.locator('html[data-printed]').waitFor({ state: 'attached' });
  await end(visit);
});
