// Nothing on the page changes that has no reason to: every change of the document is watched, and each lies where the
// visitor did something or in what that changed.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openPage, ziceLink } from './harness.mjs';
import { answer, arrived, asked, mouse, painted, returned, start, unfold } from './walk.mjs';

const TEA = {
  topics: [],
  facts: {
    location: 'menghai', entity: 'company', industry: 'industry', ownership: 'private', years_operating: 9, employees: 120, revenue: 4200,
    assets: 4600, large_firm_tie: 'none', credit_listed: false, serious_incident: 'none', tax_evasion_3y: false, restricted_product: false, taxable_income: 280,
    west_encouraged: true, rd_expense: 118, titles: ['tech_sme'], finance_needs: ['equipment'],
  },
};

/**
 * Watches from now on; returns a function that tells where something changed since that was there before and still is, each place once. Its `seen` then
 * says what each change was, for the message of a test that expected another.
 */
async function watch(page) {
  await page.evaluate(() => {
    const records = [];
    const observer = new MutationObserver((seen) => records.push(...seen));
    let before;
    /** The nearest part with a name: a support, a part of the view, the view, the bar. */
    const place = (node) => {
      const named = (node instanceof Element ? node : node.parentElement).closest('[data-support], .zc-try, .zc-filters, .zc-group, .zc-option, .zc-figure__read, [role="status"], .zc-bar, .zc-foot, [id], [data-view]');
      const option = named.matches('.zc-option') && named.querySelector('input').value;
      return option ? `option ${option}` : named.dataset.support ?? (named.id || named.className);
    };
    const begin = () => {
      before = new WeakSet();
      const nodes = document.createNodeIterator(document.body);
      for (let node = nodes.nextNode(); node; node = nodes.nextNode()) before.add(node);
      observer.observe(document.body, { childList: true, subtree: true, attributes: true, characterData: true });
    };
    globalThis.changed = () => {
      const changes = observer.takeRecords().concat(records.splice(0));
      observer.disconnect();
      const stays = changes.filter(({ target }) => before.has(target) && target.isConnected);
      const names = (nodes) => Array.from(nodes, (node) => `${node.nodeName.toLowerCase()}${node.hidden ? ' (hidden)' : ''}`).join(', ');
      const told = ({ target, type, attributeName, addedNodes, removedNodes }) =>
        `${place(target)}: ${attributeName ?? (type === 'childList' ? `+[${names(addedNodes)}] -[${names(removedNodes)}]` : type)}`;
      begin();
      return { places: [...new Set(stays.map(({ target }) => place(target)))].sort(), seen: [...new Set(stays.map(told))].join('; ') };
    };
    begin();
  });
  const changed = async () => {
    const { places, seen } = await page.evaluate(() => globalThis.changed());
    changed.seen = seen;
    return places;
  };
  return changed;
}

async function results(page) {
  await mouse.act(page, 'use-link');
  await arrived(page, 'results');
}

test('a step replaces the question and says the new one; bar and foot are left alone', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  await start(page, mouse);
  const places = await watch(page);
  for (let n = 0; n < 3; n += 1) {
    const id = await asked(page);
    await answer(page, mouse, TEA, id);
    await arrived(page, 'question', id);
  }
  // When the page has nothing else to do, it draws the likely next question, hidden, beside the one at hand. That is a change of #app too, and allowed
  // there: so it is waited for, or it would fall into whichever of the two times the machine has time for it.
  await ahead(page);
  assert.deepEqual(await places(), ['app', 'progress'], `one question goes, the next comes, and it is announced; seen: ${places.seen}`);
  assert.doesNotMatch(places.seen, /app: (?!\+\[(?:main(?: \(hidden\))?(?:, )?)*\] -\[(?:main(?: \(hidden\))?(?:, )?)*\])/, 'in #app, questions come and go as a whole');
  await page.evaluate(() => document.querySelector('.zc-bar button').setAttribute('title', ''));
  assert.deepEqual(await places(), ['zc-bar'], `what watches sees a change without a reason; seen: ${places.seen}`);
  opened.assertQuiet();
  await opened.close();
});

test('on a slow machine, the frame that first shows a question shows all of it, with the focus on its heading', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  await start(page, mouse);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 12 });
  for (let n = 0; n < 4; n += 1) {
    const id = await asked(page);
    await mouse.choose(page, [await page.locator('#answer-0').getAttribute('value')]);
    const seen = await page.evaluate(
      (id) =>
        new Promise((resolve) => {
          const look = () => {
            const form = document.querySelector('[data-question]');
            if (form.dataset.question === id) return requestAnimationFrame(look);
            const said = document.getElementById('progress').textContent;
            return resolve([document.activeElement.id, said.includes(document.querySelector('.zc-progress__left').textContent)]);
          };
          document.querySelector('[data-action="next"]').click();
          requestAnimationFrame(look);
        }),
      id,
    );
    assert.deepEqual(seen, ['heading', true], id);
  }
  await opened.close();
});

test('choosing an option changes that option; writing a figure changes how it is read', async () => {
  const opened = await openPage({ path: `#p=${ziceLink(TEA)}` });
  const page = await opened.ready();
  await results(page);
  await mouse.act(page, 'review');
  await arrived(page, 'review');
  const open = async (fact) => {
    await page.locator(`[data-change="${fact}"]`).click();
    await arrived(page, 'question');
  };
  await open('location');
  let places = await watch(page);
  await mouse.choose(page, ['jinghong']);
  await page.locator('[data-view] .zc-option[data-on] input[value="jinghong"]').waitFor({ state: 'attached' });
  assert.deepEqual(await places(), ['option jinghong', 'option menghai']);
  await mouse.act(page, 'back');
  await returned(page, 'review', '[data-change="location"]');
  await open('revenue');
  places = await watch(page);
  await page.locator('#figure').fill('1.5亿');
  await page.locator('[data-view] .zc-figure__read', { hasText: '15,000' }).waitFor();
  assert.deepEqual(await places(), ['zc-figure__read']);
  opened.assertQuiet();
  await opened.close();
});

/** Waits until the question ahead stands ready; resolves to what it asks. */
async function ahead(page) {
  await page.locator('main[hidden] h1').waitFor({ state: 'attached' });
  return page.locator('main[hidden] h1').textContent();
}

test('the question ahead stands ready: a step makes no field, it shows the ones that are there', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  await page.evaluate(() => {
    globalThis.made = 0;
    for (const [kind, name] of [[Node.prototype, 'cloneNode'], [Document.prototype, 'createElement']]) {
      const { [name]: make } = kind;
      kind[name] = function (...how) {
        globalThis.made += 1;
        return make.apply(this, how);
      };
    }
  });
  await start(page, mouse);
  for (let n = 0; n < 12; n += 1) {
    const id = await asked(page);
    // What a figure leads to is worked out when no digit was written for a moment: here it is not given.
    const given = n % 2 === 1 && (await page.locator('#figure').count()) === 0;
    if (given) await mouse.choose(page, [await page.locator('#answer-0').getAttribute('value')]);
    // Behind the frame that shows the choice, the next is worked out and drawn.
    await painted(page);
    const next = await ahead(page);
    const made = await page.evaluate(async (name) => {
      globalThis.made = 0;
      const main = document.querySelector('main[hidden]');
      document.querySelector(`[data-view] [data-action="${name}"]`).click();
      for (let n = 0; n < 2000 && main.hidden; n += 1) await null;
      return [globalThis.made, main === document.querySelector('main')];
    }, given ? 'next' : 'unknown');
    assert.deepEqual(made, [0, true], id);
    await arrived(page, 'question', id);
    assert.equal(await page.locator('#heading').textContent(), next, id);
  }
  opened.assertQuiet();
  await opened.close();
});

test('the question ahead is nowhere: not seen, not reached, without a name, without a place', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  await start(page, mouse);
  const height = () => page.evaluate(() => document.documentElement.scrollHeight);
  const before = await height();
  const next = await ahead(page);
  assert.equal(await height(), before);
  const hidden = page.locator('main[hidden]');
  assert.equal(await hidden.isVisible(), false);
  assert.deepEqual(await hidden.evaluate((main) => main.getAttributeNames().sort()), ['class', 'hidden']);
  assert.equal(await hidden.locator('[id], [for], [aria-describedby], [data-question], [data-action]').count(), 0);
  assert.equal(await page.getByRole('main').count(), 1);
  assert.ok(!(await page.evaluate(() => document.body.innerText)).includes(next));
  const seen = await page.evaluate(() => {
    const main = document.querySelector('main[hidden]');
    return [...main.querySelectorAll('input, button, summary')].filter((one) => (one.focus(), document.activeElement === one)).length;
  });
  assert.equal(seen, 0);
  opened.assertQuiet();
  await opened.close();
});

test('another question than the one that stood ready comes as well', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  await start(page, mouse);
  const first = await page.locator('#heading').textContent();
  await mouse.choose(page, [await page.locator('#answer-0').getAttribute('value')]);
  await ahead(page);
  await mouse.act(page, 'next');
  await arrived(page, 'question', 'entity');
  const second = await ahead(page);
  await mouse.act(page, 'back');
  await page.locator('#heading:focus', { hasText: first }).waitFor();
  assert.notEqual(second, first);
  assert.ok(await page.locator('#answer-0').isChecked(), 'with what was answered');
  await page.locator('[data-action="language"]').click();
  await page.locator('html[lang="en"]').waitFor();
  assert.match(await ahead(page), /^[ -~]+$/, 'in the language of the page');
  opened.assertQuiet();
  await opened.close();
});

test('on the results a filter, an unfolded support and a trial change nothing around them', async () => {
  const opened = await openPage({ path: `#p=${ziceLink(TEA)}` });
  const page = await opened.ready();
  await results(page);
  const places = await watch(page);
  const first = await page.locator('article[data-support]').first().getAttribute('data-support');
  await unfold(page, first);
  assert.deepEqual(await places(), [first]);
  const ids = () => page.locator('article[data-support]').evaluateAll((all) => all.map((one) => one.dataset.support));
  await page.locator('#filter-topic').selectOption({ index: 1 });
  await page.locator('.zc-filters [role="status"]', { hasText: /，共/ }).waitFor();
  const left = await ids();
  assert.deepEqual((await places()).filter((place) => left.includes(place)), [], 'supports that stay are left alone');
  await page.locator('[data-action="show-all"]').click();
  await page.locator('.zc-filters [role="status"]', { hasText: /显示全部/ }).waitFor();
  assert.deepEqual((await places()).filter((place) => left.includes(place)), []);

  await page.locator('#try-which').selectOption({ label: '上年末从业人数：120 人' });
  await mouse.act(page, 'try');
  await page.locator('#try-question:focus').waitFor();
  await mouse.write(page, '2000');
  await mouse.act(page, 'try-answer');
  await page.locator('#try-outcome:focus').waitFor();
  const inside = await places();
  assert.deepEqual(inside.filter((place) => !/zc-try|zc-figure|zc-actions|zc-filters|zc-option/.test(place)), [], 'a trial is a matter of its own panel');
  const turned = await page.locator('[data-turn]').evaluateAll((all) => all.map((one) => one.dataset.turn));
  const verdicts = () => page.locator('[data-support]').evaluateAll((all) => Object.fromEntries(all.map((one) => [one.dataset.support, one.dataset.verdict])));
  const contents = () => page.locator('[data-support]').evaluateAll((all) => Object.fromEntries(all.map((one) => [one.dataset.support, one.innerHTML])));
  const before = await verdicts();
  const written = await contents();
  await mouse.act(page, 'try-keep');
  await page.locator('#heading:focus').waitFor();
  await page.locator('.zc-try:not(:has([data-trial]))').waitFor();
  const after = await verdicts();
  const changed = Object.keys(before).filter((id) => before[id] !== after[id]);
  assert.deepEqual(changed.filter((id) => !turned.includes(id)), []);
  assert.ok(0 < changed.length);
  const mutated = (await places()).filter((place) => place in before);
  // Where others left its group, a support may be put in another place of the page; what it says stays.
  const now = await contents();
  const others = mutated.filter((id) => !changed.includes(id) && id !== first && written[id] !== now[id]);
  assert.deepEqual(others, [], 'kept, it changes the supports it said, and no other');
  opened.assertQuiet();
  await opened.close();
});

test('what is pressed in the same moment as an option finds it chosen', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  await start(page, mouse);
  const id = await asked(page);
  await page.evaluate(() => {
    document.querySelector('#answer-0').click();
    document.querySelector('#app [data-action="next"]').click();
  });
  await arrived(page, 'question', id);
  assert.equal(await page.locator('[role="alert"]').count(), 0);
  opened.assertQuiet();
  await opened.close();
});
