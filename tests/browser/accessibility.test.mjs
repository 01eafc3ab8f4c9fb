// Every kind of view without barriers: axe-core with colour contrast, targets a thumb can hit, 400 % zoom,
// larger text, and no stop that keeps the keyboard.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { assertAccessible, openPage, shot, ziceLink } from './harness.mjs';
import { arrived, asked, assertFits, mouse, openAll, start, toReview, walk } from './walk.mjs';

const FIRM = {
  topics: ['tax'],
  facts: {
    location: 'menghai', entity: 'company', industry: 'industry', ownership: 'private', years_operating: 9, employees: 120, revenue: 4200,
    assets: 4600, large_firm_tie: 'none', credit_listed: false, serious_incident_3y: false, restricted_product: false, taxable_income: 280,
    vat_status: 'general', west_encouraged: true, rd_expense: 118, rd_expense_previous: 90, titles: ['tech_sme'], class1_ip: 1,
    segment_years: 5, main_business_share: 85,
  },
};
/** Every topic, and answers that hardly go together: the note beside them shows. */
const ODD = { facts: { ...FIRM.facts, class1_ip: 1, class1_ip_self: 4, debt_ratio: { max: 69.99 }, srdi_platform_score: null }, topics: [] };

/** Every kind of view, one after another; `look(name, page)` at each. Ends with nothing to complain about. */
async function tour(look, { larger = false, ...options }) {
  const opened = await openPage(options);
  const page = await opened.ready();
  const see = (name) => look(name, page);
  if (larger) await page.locator('[data-action="larger"]').click();
  await see('intro');
  await start(page, mouse, FIRM.topics);
  const seen = new Set();
  await walk(page, mouse, FIRM, {
    async each(id) {
      const figure = await page.locator('#figure').count();
      const bands = await page.locator('input[name="band"]').count();
      const kind = figure ? (bands ? 'bands' : 'figure') : await page.locator('#answer-0').getAttribute('type');
      if (seen.has(kind)) return;
      seen.add(kind);
      await see(`question: ${kind}`);
      if (kind === 'checkbox') return;
      if (figure) await mouse.write(page, '一千');
      await mouse.send(page);
      await page.locator('#error-summary:focus').waitFor();
      await see(`question with error: ${kind}`);
      await page.locator('.zc-why summary').click();
      await page.locator('.zc-why[open] p').first().waitFor();
      if (!figure) await mouse.choose(page, [await page.locator('#answer-0').getAttribute('value')]);
      await see(`question with reasons: ${kind}`);
      assert.equal(await asked(page), id);
    },
  });
  assert.deepEqual([...seen].filter((kind) => kind !== 'figure').sort(), ['bands', 'checkbox', 'radio'], 'every kind of question was seen');
  opened.assertQuiet();
  await opened.close();
  const linked = await openPage({ ...options, path: `${options.path ?? ''}#p=${ziceLink(ODD)}` });
  await linked.ready();
  if (larger) await linked.page.locator('[data-action="larger"]').click();
  await look('link', linked.page);
  await mouse.act(linked.page, 'use-link');
  await arrived(linked.page, 'results');
  await look('results', linked.page);
  await openAll(linked.page);
  await look('results, all open', linked.page);
  await mouse.act(linked.page, 'share');
  await linked.page.locator('#share-title:focus').waitFor();
  await look('results, share', linked.page);
  await mouse.act(linked.page, 'code');
  await linked.page.locator('.zc-share .zc-qr').waitFor();
  await look('results, share with the code', linked.page);
  await mouse.act(linked.page, 'print-choose');
  await linked.page.locator('#print-title:focus').waitFor();
  await look('results, what to print', linked.page);
  await linked.page.locator('#filter-topic').selectOption({ index: 2 });
  await linked.page.locator('#try-which').selectOption({ index: 5 });
  await mouse.act(linked.page, 'try');
  await linked.page.locator('#try-question:focus').waitFor();
  await mouse.write(linked.page, '9');
  await mouse.act(linked.page, 'try-answer');
  await linked.page.locator('#try-outcome:focus').waitFor();
  await look('results, filtered, with a trial', linked.page);
  await toReview(linked.page);
  await linked.page.locator('[role="note"]').waitFor();
  await look('review with a note', linked.page);
  linked.assertQuiet();
  await linked.close();
  const damaged = await openPage({ ...options, path: `${options.path ?? ''}#p=AAAA` });
  await damaged.ready();
  await look('damaged link', damaged.page);
  await mouse.act(damaged.page, 'restart');
  await damaged.page.locator('#load-file').setInputFiles({ name: 'firm.json', mimeType: 'application/json', buffer: Buffer.from('{"facts": {"location": 7}}') });
  await damaged.page.locator('[role="alert"]').waitFor();
  await look('refused file', damaged.page);
  damaged.assertQuiet();
  await damaged.close();
}

/** Visible controls less than 44 px high or wide, as lines to read in a failure. */
const smallTargets = (page) =>
  page.evaluate(() => {
    const controls = document.querySelectorAll('button, label:has(input), summary, textarea, input[inputmode], input[type="file"], select');
    return [...controls]
      .filter((control) => control.checkVisibility({ visibilityProperty: true }))
      .map((control) => ({ control, box: control.getBoundingClientRect() }))
      .filter(({ box }) => box.height < 43.9 || box.width < 43.9)
      .map(({ control, box }) => `${control.tagName} “${control.innerText.trim()}” ${Math.round(box.width)} × ${Math.round(box.height)}`);
  });

const looks = [
  ['zh, light, 360 px', { width: 360, height: 740 }],
  ['zh, light, 1280 px', { width: 1280 }],
  ['en, dark, 1280 px', { width: 1280, colorScheme: 'dark', path: '?lang=en' }],
];
for (const [name, options] of looks) {
  test(`axe-core finds nothing on any view: ${name}`, async (t) => {
    const found = [];
    await tour(async (view, page) => {
      await assertAccessible(page).catch((error) => found.push(`${view}: ${JSON.stringify(error.actual, null, 1)}`));
    }, options);
    assert.deepEqual(found, [], t.name);
  });
}

test('every target is at least 44 px high and wide, at 360 and 1280 px', async () => {
  const found = new Set();
  for (const width of [360, 1280]) {
    await tour(async (view, page) => (await smallTargets(page)).forEach((small) => found.add(`${width} px, ${view}: ${small}`)), { width });
  }
  assert.deepEqual([...found], []);
});

test('at 400 % zoom nothing scrolls sideways and nothing is cut off', async () => {
  // 1280 × 1024 at 400 % is a window of 320 × 256 CSS pixels.
  for (const path of ['', '?lang=en']) {
    await tour((view, page) => assertFits(page, 320, `${path} ${view}`), { width: 320, height: 256, path });
  }
});

test('特大字体 makes every text larger and still fits 360 px', async () => {
  const opened = await openPage({ width: 360, height: 740 });
  const page = await opened.ready();
  const sizes = () => page.evaluate(() => [document.querySelector('h1'), ...document.querySelectorAll('main p, main span, button')].map((one) => parseFloat(getComputedStyle(one).fontSize)));
  const before = await sizes();
  const button = page.locator('[data-action="larger"]');
  await button.click();
  await page.locator('[data-action="larger"][aria-pressed="true"]').waitFor();
  const after = await sizes();
  after.forEach((size, index) => assert.ok(before[index] * 1.15 <= size, `${before[index]} px becomes ${size} px`));
  await shot(page, 'larger-intro');
  await button.click();
  await page.locator('[data-action="larger"][aria-pressed="false"]').waitFor();
  assert.deepEqual(await sizes(), before);
  opened.assertQuiet();
  await opened.close();
  await tour(async (view, page) => {
    await assertFits(page, 360, view);
    assert.deepEqual(await smallTargets(page), [], view);
  }, { width: 360, height: 740, larger: true });
});

test('Tab goes through all of a view and out of it: nothing keeps the keyboard', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  const round = async (view) => {
    const stops = [];
    await page.evaluate(() => document.activeElement.blur());
    for (let n = 0; n < 400; n += 1) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate(() => {
        const stops = [...document.querySelectorAll('a[href], button, input, select, summary, textarea, [tabindex]')];
        const here = document.activeElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(here.closest('label') ?? here);
        return { index: stops.indexOf(here), seen: outlineStyle !== 'none' && outlineWidth !== '0px', name: here.outerHTML.slice(0, 80) };
      });
      if (stop.index === -1) return;
      assert.ok(stop.seen, `${view}: the focus can be seen on ${stop.name}`);
      assert.ok(stops.length === 0 || stops.at(-1) < stop.index, `${view}: Tab goes forward at ${stop.name}`);
      stops.push(stop.index);
    }
    assert.fail(`${view}: Tab never leaves`);
  };
  await round('intro');
  await start(page, mouse, FIRM.topics);
  await round('question');
  await walk(page, mouse, FIRM);
  await openAll(page);
  await round('results');
  await toReview(page);
  await round('review');
  opened.assertQuiet();
  await opened.close();
});
