// Walking the page as a visitor does: with a mouse, with the keyboard alone, with a finger.
//
// A helper waits for a state of the page, never for a time. Between two views the state is: the new
// view is there and its heading has the focus.

import assert from 'node:assert/strict';
import { zice } from './harness.mjs';

const action = (name) => `[data-view] [data-action="${name}"]`;
const labelOf = (value) => `label:has(input[value="${value}"])`;

/** How a hand presses an action, chooses options, writes a figure and sends the form. */
const pointing = (press) => ({
  act: (page, name) => press(page.locator(action(name))),
  async choose(page, values) {
    for (const value of values) await press(page.locator(`[data-view] ${labelOf(value)}`));
  },
  unfold: (page, selector) => press(page.locator(`${selector} summary`)),
  async write(page, text) {
    await press(page.locator('#figure'));
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(text);
  },
  send: (page) => press(page.locator(action('next'))),
});

export const mouse = pointing((target) => target.click());
/** The last tap: where, and when. */
let tapped = { x: 0, y: 0, at: 0 };

/** The page takes two taps at one place within half a second for a double tap, and so does the browser: a finger that means both is slower. */
async function tap(target) {
  await target.scrollIntoViewIfNeeded();
  const { x, y } = await target.boundingBox();
  const wait = Math.hypot(x - tapped.x, y - tapped.y) < 150 ? tapped.at + 550 - Date.now() : 0;
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  await target.tap();
  tapped = { x, y, at: Date.now() };
}

export const finger = pointing(tap);

export const keyboard = {
  async act(page, name) {
    await tabTo(page, action(name));
    await page.keyboard.press(name === 'unknown' ? 'Space' : 'Enter');
  },
  async choose(page, values) {
    for (const value of values) {
      const input = `[data-view] input[value="${value}"]`;
      if ((await page.locator(input).getAttribute('type')) === 'checkbox') {
        await tabTo(page, input);
        await page.keyboard.press('Space');
        continue;
      }
      // One Tab stop for the whole group; the arrows move inside it and choose.
      await tabTo(page, '[data-view] input[type="radio"]');
      if (await isActive(page, input)) await page.keyboard.press('Space');
      const most = await page.locator('[data-view] input[type="radio"]').count();
      for (let n = 0; n < most && !(await isActive(page, input)); n += 1) await page.keyboard.press('ArrowDown');
      assert.ok(await page.locator(input).isChecked(), `the arrows choose ${value}`);
    }
  },
  async unfold(page, selector) {
    await tabTo(page, `${selector} summary`);
    await page.keyboard.press('Enter');
  },
  async write(page, text) {
    await tabTo(page, '#figure');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(text);
  },
  async send(page) {
    // Enter in a field sends the form; with nothing chosen the focus is not in one.
    if (!(await isActive(page, '[data-view] form input'))) await tabTo(page, action('next'));
    await page.keyboard.press('Enter');
  },
};

const isActive = (page, selector) => page.evaluate((selector) => document.activeElement.matches(selector), selector);

/** Presses Tab, or Shift+Tab for what lies before, until the focus is there: every stop must let go. */
export async function tabTo(page, selector) {
  const target = await page.locator(selector).first().elementHandle();
  const back = await target.evaluate((element) => !!(element.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING));
  for (let n = 0; n < 120; n += 1) {
    if (await isActive(page, selector)) return;
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
  }
  assert.fail(`Tab does not reach ${selector}`);
}

/** The fact asked about, or null on another view. */
export async function asked(page) {
  const question = page.locator('[data-question]');
  return (await question.count()) === 0 ? null : question.first().getAttribute('data-question');
}

/** The screen at hand, or null where one question is asked alone. */
export async function screenOf(page) {
  const screen = page.locator('[data-view="question"][data-screen]');
  return (await screen.count()) === 0 ? null : screen.getAttribute('data-screen');
}

/** Presses what a hand presses. */
const press = async (page, hand, target) => {
  if (hand !== keyboard) return hand === finger ? tap(target) : target.click();
  await target.focus();
  return page.keyboard.press('Space');
};

/** Fills in a screen from the profile and sends it. Resolves to what was given, as the command reads it. */
export async function fill(page, hand, profile) {
  const given = {};
  const ids = await page.locator('[data-screen] [data-question]').evaluateAll((lines) => lines.map((line) => line.dataset.question));
  const list = (await page.locator('[data-screen] .zc-ticks').count()) !== 0;
  for (const id of ids) {
    const line = page.locator(`[data-screen] [data-question="${id}"]`);
    const value = profile.facts[id];
    given[id] = value ?? null;
    const unsure = line.locator('input[value="unknown"]');
    if (list) await tick(page, hand, line, value, unsure);
    else if ((await line.locator('.zc-cell__input').count()) !== 0) await cell(page, hand, line, value);
    else if ((await line.locator('select.zc-select').count()) !== 0) await line.locator('select.zc-select').selectOption(value === undefined ? 'unknown' : String(value));
    else if (value === undefined) await press(page, hand, hand === keyboard ? unsure : line.locator(labelOf('unknown')));
    else for (const each of [].concat(value).map(String)) await press(page, hand, hand === keyboard ? line.locator(`input[value="${each}"]`) : line.locator(labelOf(each)));
  }
  if (list && (await page.locator('[data-screen] input:checked').count()) === 0) await press(page, hand, page.locator('#tick-none'));
  await hand.act(page, 'next');
  // A list has no line for “not known” where everybody knows: what is not ticked is none.
  return given;
}

const NONE = [undefined, false, 'none'];

async function tick(page, hand, line, value, unsure) {
  if (value === undefined && (await unsure.count()) !== 0) return press(page, hand, unsure);
  if (NONE.includes(value) || (Array.isArray(value) && value.length === 0)) return undefined;
  await press(page, hand, line.locator('input[value="tick"]'));
  if (value === true) return undefined;
  for (const each of [].concat(value)) await press(page, hand, line.locator(`.zc-tick__options input[value="${each}"]`));
  return undefined;
}

async function cell(page, hand, line, value) {
  const input = line.locator('.zc-cell__input');
  if (value !== undefined) return input.fill(String(value));
  return line.locator('select.zc-cell__instead').selectOption('unknown');
}

/** Waits for a view (`question` other than `left`, `review`, `results`, `intro`) whose heading has the focus. */
export async function arrived(page, view, left = null) {
  const inside = left === null ? '' : `:not(:has([data-question="${left}"]))`;
  const views = [].concat(view).map((name) => `[data-view="${name}"]${inside} #heading:focus`);
  await page.locator(views.join(', ')).waitFor();
}

/** Waits for the frame that shows the view: only then is its entry in the history written. */
export async function painted(page) {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 2))));
}

/** The browser's own Back. */
export async function back(page) {
  await painted(page);
  await page.goBack();
}

/** The browser's own Forward. */
export async function forward(page) {
  await painted(page);
  await page.goForward();
}

/** The view again from which one answer was opened to change it: the focus is where it was. */
export async function returned(page, view, selector) {
  await page.locator(`[data-view="${view}"] ${selector}:focus`).waitFor();
}

/** From the intro, with these topics, to the first question. */
export async function start(page, hand, topics = [], how = 'next') {
  await page.locator('[data-view="intro"]').waitFor();
  if (topics.length && (await page.locator('.zc-scope[open]').count()) === 0) await hand.unfold(page, '.zc-scope');
  await hand.choose(page, topics);
  await hand.act(page, how);
  await arrived(page, 'question');
}

/** Answers the question on the page from the profile; resolves to the answer as the command reads it. */
export async function answer(page, hand, profile, id) {
  const value = profile.facts[id];
  if (value === undefined) {
    await hand.act(page, profile.pass ?? 'unknown');
    return null;
  }
  let stored = value;
  if ((await page.locator('#figure').count()) === 0) {
    await hand.choose(page, [].concat(value).map(String));
  } else if (profile.bands?.includes(id)) {
    stored = await chooseBand(page, hand, value);
  } else {
    await hand.write(page, profile.written?.[id] ?? String(value));
  }
  await hand.send(page);
  return stored;
}

async function chooseBand(page, hand, value) {
  const values = await page.locator('[data-view] input[name="band"]').evaluateAll((inputs) => inputs.map((input) => input.value));
  const ends = (band) => band.split('..').map(Number);
  const fitting = values.filter((band) => ends(band)[0] <= value && value <= ends(band)[1]);
  assert.equal(fitting.length, 1, `exactly one band holds ${value}: ${values}`);
  await hand.choose(page, fitting);
  const [min, max] = ends(fitting[0]);
  return { min, max };
}

/**
 * Answers questions from the profile until the results, or until the fact `until` is asked. `each(id, given)`
 * runs on every question before its answer. A question that was put off comes once more. Resolves to the answers
 * given, as the command reads them.
 */
export async function walk(page, hand, profile, { until, each } = {}) {
  const given = {};
  const putOff = new Set();
  for (let n = 0; n < 140; n += 1) {
    const id = await asked(page);
    if (id === null || id === until) {
      assert.equal(id, until ?? null, `${until ?? 'the results'} comes`);
      return given;
    }
    const screen = await screenOf(page);
    if (screen !== null) {
      await each?.(id, given, putOff);
      Object.assign(given, await fill(page, hand, profile));
      await page.locator(`[data-view="question"]:not([data-screen="${screen}"]) #heading:focus, [data-view="results"] #heading:focus`).waitFor();
      continue;
    }
    assert.ok(!(id in given) || putOff.has(id), `${id} is asked once`);
    await each?.(id, given, putOff);
    if (profile.pass !== 'skip' || profile.facts[id] !== undefined || id in given) putOff.delete(id);
    else putOff.add(id);
    given[id] = await answer(page, hand, profile, id);
    await arrived(page, ['question', 'results'], id);
  }
  return assert.fail('the questions never end');
}

/** Opens the results, then the list of answers. */
export async function toReview(page, hand = mouse) {
  if ((await page.locator('[data-view="results"]').count()) === 0) {
    await hand.act(page, 'results');
    await arrived(page, 'results');
  }
  await hand.act(page, 'review');
  await arrived(page, 'review');
}

/** Back to the questions that are left. */
export async function goOn(page, hand = mouse) {
  await hand.act(page, 'next');
  await arrived(page, 'question');
}

const byText = (rows) => rows.map((row) => row.join(' ')).sort();

/** Verdicts, rungs and agencies as the results show them, each sorted; twice the same thing stays twice. */
export async function shownResults(page) {
  const rows = (selector, keys) =>
    page.locator(selector).evaluateAll((elements, keys) => elements.map(({ dataset }) => keys.map((key) => dataset[key])), keys);
  return {
    supports: byText(await rows('[data-support]', ['support', 'verdict', 'status'])),
    rungs: byText(await rows('[data-rung]', ['rung', 'verdict', 'held'])),
    agencies: byText(await rows('[data-agency]', ['agency'])),
  };
}

/** On the page, what can no longer be met is not open. */
const prospect = ({ verdict, possible }) => (verdict === 'undetermined' && !possible ? 'not_yet' : verdict);

/** The same of what the command prints. */
export const printedResults = (report) => ({
  supports: byText(report.supports.map((support) => [support.id, prospect(support), support.status])),
  rungs: byText((report.ladder?.rungs ?? []).map((rung) => [rung.id, prospect(rung), rung.held])),
  agencies: byText(report.contacts.map(({ agency }) => [agency])),
});

/** The day and the pack's hash that the page's foot prints. */
export async function receipt(page) {
  const text = await page.locator('.zc-foot__receipt').innerText();
  return { day: text.match(/\d{4}-\d{2}-\d{2}/)[0], hash: text.match(/[0-9a-f]{12}/)[0] };
}

/** The results on the page equal what the command prints for the same facts, topics and day. Resolves to the report. */
export async function assertSameAsCommand(page, facts, topics = []) {
  const { day, hash } = await receipt(page);
  const report = zice({ facts, topics }, ['--as-of', day]);
  assert.equal(report.pack.sha256.slice(0, 12), hash, 'page and command hold the same pack');
  assert.deepEqual(await shownResults(page), printedResults(report));
  return report;
}

/** Nothing is wider than the window. */
export async function assertFits(page, width, where) {
  const wide = await page.evaluate((width) => {
    if (document.documentElement.scrollWidth <= width) return [];
    const out = [...document.querySelectorAll('body *')].filter((element) => width < element.getBoundingClientRect().right);
    return [document.documentElement.scrollWidth, ...out.map((element) => element.className || element.tagName)];
  }, width);
  assert.deepEqual(wide, [], `nothing scrolls sideways: ${where}`);
}

/** Opens every closed part of the view and unfolds every support, as a visitor who wants to read all of it. */
export async function openAll(page) {
  const folded = '[data-view] article [aria-expanded="false"]';
  await page.locator(folded).evaluateAll((turns) => turns.forEach((turn) => turn.click()));
  await page.waitForFunction((folded) => !document.querySelector(folded), folded);
  await page.locator('[data-view] details').evaluateAll((parts) => parts.forEach((part) => (part.open = true)));
  assert.equal(await page.locator('[data-view] details:not([open])').count(), 0);
}

/** Unfolds one support. */
export async function unfold(page, support) {
  const turn = page.locator(`article[data-support="${support}"] [aria-expanded]`);
  await turn.evaluate((turn) => turn.closest('details')?.setAttribute('open', ''));
  await turn.click();
  await page.locator(`article[data-support="${support}"] [aria-expanded="true"]`).waitFor();
}
