// Every kind of view without barriers: axe-core with colour contrast, targets a thumb can hit, 400 % zoom and
// text twice as large, both themes and languages, inside and outside a frame, and no stop that keeps the keyboard.

import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { assertAccessible, axe, openPage, shot, ziceLink } from './harness.mjs';
import { arrived, asked, assertFits, mouse, openAll, start, toReview, walk } from './walk.mjs';

const FIRM = {
  topics: ['tax'],
  pass: 'skip',
  facts: {
    location: 'menghai', entity: 'company', industry: 'industry', ownership: 'private', years_operating: 9, employees: 120, revenue: 4200,
    assets: 4600, large_firm_tie: 'none', credit_listed: false, serious_incident: 'none', tax_evasion_3y: false, restricted_product: false, taxable_income: 280,
    west_encouraged: true, rd_expense: 118, rd_expense_previous: 90, titles: ['tech_sme'], class1_ip: 1,
    segment_years: 5, main_business_share: 85,
  },
};
/** Every topic, and answers that hardly go together: the note beside them shows. */
const ODD = { facts: { ...FIRM.facts, class1_ip: 1, class1_ip_self: 4, debt_ratio: { max: 69.99 }, srdi_platform_score: null }, topics: [] };

/** Every kind of view, one after another; `look(name, page)` at each. Ends with nothing to complain about. */
async function tour(look, { prepare = async () => {}, ...options }) {
  const open = async (fragment = '') => {
    const opened = await openPage({ ...options, path: `${options.path ?? ''}${fragment}` });
    const page = await opened.ready();
    await prepare(page);
    return { opened, page };
  };
  const close = async (opened) => {
    opened.assertQuiet();
    await opened.close();
  };
  await questions(await open(), look, close);
  const linked = await open(`#p=${ziceLink(ODD)}`);
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
  await close(linked.opened);
  const damaged = await open('#p=AAAA');
  await look('damaged link', damaged.page);
  await mouse.act(damaged.page, 'restart');
  await damaged.page.locator('#load-file').setInputFiles({ name: 'firm.json', mimeType: 'application/json', buffer: Buffer.from('{"facts": {"location": 7}}') });
  await damaged.page.locator('[role="alert"]').waitFor();
  await look('refused file', damaged.page);
  await close(damaged.opened);
  const quick = await open();
  await start(quick.page, mouse, [], 'quick');
  await mouse.act(quick.page, 'skip');
  await mouse.act(quick.page, 'review');
  await arrived(quick.page, 'review');
  await look('review with a question put off', quick.page);
  await mouse.act(quick.page, 'results');
  await arrived(quick.page, 'results');
  await quick.page.locator('[data-quick] [data-action="full"]').waitFor();
  await look('results of the quick check', quick.page);
  quick.opened.assertQuiet();
  await quick.page.evaluate(() => document.querySelectorAll('[data-view] ~ *').forEach((one) => one.remove()));
  await mouse.act(quick.page, 'review');
  await quick.page.locator('[data-view="stopped"] #heading:focus').waitFor();
  await look('the program has stopped', quick.page);
  await quick.opened.close();
}

/** The intro, and every kind of question: as it comes, refused, with reasons, and asked again. */
async function questions({ opened, page }, look, close) {
  await look('intro', page);
  await page.locator('.zc-scope summary').click();
  await look('intro with topics', page);
  await start(page, mouse, FIRM.topics);
  const seen = new Set();
  await walk(page, mouse, FIRM, {
    async each(id, _, putOff) {
      const figure = await page.locator('#figure').count();
      const bands = await page.locator('[data-view] input[name="band"]').count();
      const kind = putOff.has(id) ? 'again' : figure ? (bands ? 'bands' : 'figure') : await page.locator('#answer-0').getAttribute('type');
      if (seen.has(kind)) return;
      seen.add(kind);
      await look(`question: ${kind}`, page);
      if (kind === 'checkbox' || kind === 'again') return;
      if (figure) await mouse.write(page, '很多');
      await mouse.send(page);
      await page.locator('#error-summary:focus').waitFor();
      await look(`question with error: ${kind}`, page);
      await page.locator('[data-view] .zc-why summary').click();
      await page.locator('.zc-why[open] p').first().waitFor();
      if (!figure) await mouse.choose(page, [await page.locator('#answer-0').getAttribute('value')]);
      await look(`question with reasons: ${kind}`, page);
      assert.equal(await asked(page), id);
    },
  });
  assert.deepEqual([...seen].filter((kind) => kind !== 'figure').sort(), ['again', 'bands', 'checkbox', 'radio'], 'every kind of question was seen');
  await close(opened);
}

/** Visible controls less than 44 px high or wide, as lines to read in a failure. */
const smallTargets = (page) =>
  page.evaluate(() => {
    const controls = document.querySelectorAll('button, label:has(input), summary, textarea, input[inputmode], input[type="file"], select, a.zc-button');
    return [...controls]
      .filter((control) => control.checkVisibility({ visibilityProperty: true }))
      .map((control) => ({ control, box: control.getBoundingClientRect() }))
      .filter(({ box }) => box.height < 43.9 || box.width < 43.9)
      .map(({ control, box }) => `${control.tagName} “${control.innerText.trim()}” ${Math.round(box.width)} × ${Math.round(box.height)}`);
  });

const larger = (page) => page.locator('[data-action="larger"]').click();
/** What a browser's own setting of the text size does. */
const twice = (page) => page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });

const LOOKS = [
  ['zh, light, 360 px', 360, { height: 740 }],
  ['zh, dark, 1280 px', 1280, { colorScheme: 'dark' }],
  ['en, light, 1280 px', 1280, { path: '?lang=en' }],
  // 1280 × 1024 at 400 % is a window of 320 × 256 CSS pixels.
  ['en, dark, 400 % zoom', 320, { height: 256, colorScheme: 'dark', path: '?lang=en' }],
  ['zh, dark, 特大字体 at 360 px', 360, { height: 740, colorScheme: 'dark', prepare: larger }],
  ['en, light, text at 200 %', 1280, { path: '?lang=en', prepare: twice }],
  ['zh, light, in a frame of 320 px', 320, { frame: { width: 320, height: 600 } }],
  ['en, dark, in a frame of 640 px', 640, { frame: { width: 640, height: 600 }, colorScheme: 'dark', path: '?lang=en' }],
];
for (const [name, width, options] of LOOKS) {
  test(`no barrier on any view, 44 px targets, nothing scrolls sideways: ${name}`, async (t) => {
    const found = [];
    await tour(async (view, page) => {
      await assertAccessible(page).catch((error) => found.push(`${view}: ${JSON.stringify(error.actual, null, 1)}`));
      await assertFits(page, width, view).catch((error) => found.push(`${view}: ${JSON.stringify(error.actual)} wider than ${width} px`));
      found.push(...(await smallTargets(page)).map((small) => `${view}: ${small}`));
    }, options.frame ? options : { ...options, width });
    assert.deepEqual([...new Set(found)], [], t.name);
  });
}

test('the checks see what they are for: a seeded barrier of each kind is found', async () => {
  // Elsewhere contrast is switched off, or the important suite matches no file.
  const opened = await openPage();
  const page = await opened.ready();
  await page.evaluate(() => {
    const main = document.querySelector('main');
    main.insertAdjacentHTML('beforeend', '<p id="pale">看不清楚的字</p><input id="nameless"><button id="tiny">小</button><div id="wide"></div>');
    Object.assign(document.getElementById('pale').style, { color: '#999', background: '#fff' });
    document.getElementById('wide').style.cssText = 'width: 3000px; height: 1px';
    Object.assign(document.getElementById('tiny').style, { height: '20px', padding: 0 });
  });
  const rules = (await axe(page)).map(({ id, nodes }) => `${id}: ${nodes.join()}`);
  assert.ok(rules.some((rule) => rule.startsWith('color-contrast:') && rule.includes('#pale')), `contrast is on: ${rules}`);
  assert.ok(rules.some((rule) => rule.startsWith('label:') && rule.includes('#nameless')), `labels are checked: ${rules}`);
  assert.ok((await smallTargets(page)).some((small) => small.includes('“小”')));
  await assert.rejects(assertFits(page, 1280, 'seeded'));
  await opened.close();
  const files = readdirSync(new URL('.', import.meta.url)).filter((file) => file.endsWith('.test.mjs'));
  for (const file of files) {
    const text = readFileSync(new URL(file, import.meta.url), 'utf8');
    assert.doesNotMatch(text, new RegExp(`\\b(${['skip', 'todo', 'only'].map((word) => `test\\.${word}|${word}: true`).join('|')})\\b`), `${file}: every test runs`);
  }
});

test('特大字体 makes every text larger, and the same again', async () => {
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
});

test('who asked for less motion sees none', async () => {
  for (const [reducedMotion, moving] of [['reduce', false], ['no-preference', true]]) {
    const opened = await openPage({ context: { reducedMotion } });
    const page = await opened.ready();
    const durations = await page.evaluate(() => [...document.querySelectorAll('*')].map((one) => {
      const { transitionDuration, animationDuration } = getComputedStyle(one);
      return parseFloat(transitionDuration) + parseFloat(animationDuration);
    }));
    assert.equal(durations.some((duration) => 0 < duration), moving);
    await opened.close();
  }
});

test('nothing moves after the first paint, on a whole journey', async () => {
  const init = () => {
    globalThis.shifts = [];
    new PerformanceObserver((list) => globalThis.shifts.push(...list.getEntries().map(({ value, hadRecentInput, startTime, sources }) => ({
      value, hadRecentInput, startTime, moved: sources.map(({ node }) => node?.className || node?.nodeName),
    }))))
      .observe({ type: 'layout-shift', buffered: true });
  };
  for (const options of [{ width: 360, height: 740 }, { width: 1280 }]) {
    const opened = await openPage({ ...options, init });
    const page = await opened.ready();
    await start(page, mouse, FIRM.topics);
    await walk(page, mouse, FIRM);
    await toReview(page);
    const shifts = await page.evaluate(() => globalThis.shifts.filter(({ hadRecentInput }) => !hadRecentInput));
    assert.deepEqual(shifts, []);
    opened.assertQuiet();
    await opened.close();
  }
});

test('after every step the heading has the focus and is seen', async () => {
  // Elsewhere it is the share buttons or the first field that take it.
  const opened = await openPage({ width: 360, height: 740 });
  const page = await opened.ready();
  const check = async (view) => {
    const heading = await page.evaluate(() => {
      const { id, tagName } = document.activeElement;
      const { top, bottom } = document.activeElement.getBoundingClientRect();
      return { id, tagName, seen: 0 <= top && bottom <= innerHeight, scrolled: scrollY };
    });
    assert.deepEqual(heading, { id: 'heading', tagName: 'H1', seen: true, scrolled: 0 }, view);
  };
  await start(page, mouse, FIRM.topics);
  for (let n = 0; n < 4; n += 1) {
    const id = await asked(page);
    await check(id);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await mouse.act(page, 'unknown');
    await arrived(page, 'question', id);
  }
  for (const [action, view] of [['results', 'results'], ['review', 'review'], ['next', 'question'], ['back', 'question']]) {
    const from = await asked(page);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await mouse.act(page, action);
    await arrived(page, view, from);
    await check(view);
  }
  opened.assertQuiet();
  await opened.close();
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
