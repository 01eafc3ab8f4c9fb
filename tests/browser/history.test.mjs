// The browser's own Back and Forward: a view each, answers kept, and in the entry at hand alone, so that a page that is loaded again goes on; none of it in a
// frame of another page or at a counter.

import assert from 'node:assert/strict';
import { openPage, siteUrl, test, ziceLink } from './harness.mjs';
import { answer, arrived, asked, back, forward, mouse, painted, returned, start, toReview } from './walk.mjs';

const FIRM = { topics: [], facts: { location: 'menghai', entity: 'company', industry: 'industry', employees: 120, revenue: 4200 } };

/** Answers the first questions; their facts, with the one asked now at the end. */
async function begin(page, count) {
  await start(page, mouse);
  const facts = [await asked(page)];
  for (let n = 1; n < count; n += 1) {
    await answer(page, mouse, FIRM, facts.at(-1));
    await arrived(page, 'question', facts.at(-1));
    facts.push(await asked(page));
  }
  return facts;
}

/** The number of the entry at hand. */
const number = (page) => page.evaluate(() => Number(history.state.split(' ')[0]));
const hasNumber = (page, wanted) => page.waitForFunction((wanted) => String(history.state).split(' ')[0] === String(wanted), wanted);

/** What the history holds of a page: one entry, and an address without a fragment. */
async function assertSilent(page) {
  await painted(page);
  const { state, hash, search } = await page.evaluate(() => ({ state: history.state, hash: location.hash, search: location.search }));
  assert.match(state, /^\d+ \d+ (-|i|v|r|s\.\w+|q\.\w+\.[-vr])( [fk][ze] p=[\w-]+| c=[\w-]+)?$/);
  // The tests ask one question a view (harness.mjs).
  assert.deepEqual([hash, search.replace(/[?&]step=one$/, '')], ['', '']);
}

async function end(opened) {
  assert.deepEqual(opened.requestsAfterReady(), [], 'no request leaves after the page is ready');
  opened.assertQuiet();
  await opened.close();
}

test('Back goes a question back with its answer, Forward on again', async () => {
  const opened = await openPage({ width: 360, height: 740 });
  const page = await opened.ready();
  const facts = await begin(page, 3);
  await assertSilent(page);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await back(page);
  await arrived(page, 'question', facts[2]);
  assert.equal(await asked(page), facts[1]);
  assert.ok(await page.locator(`[data-view] input[value="${FIRM.facts[facts[1]]}"]`).isChecked(), 'the answer is there');
  assert.equal(await page.evaluate(() => scrollY), 0);
  await assertSilent(page);
  await back(page);
  await arrived(page, 'question', facts[1]);
  assert.equal(await asked(page), facts[0]);
  await forward(page);
  await arrived(page, 'question', facts[0]);
  await forward(page);
  await arrived(page, 'question', facts[1]);
  assert.equal(await asked(page), facts[2]);
  // The answers are all there, and going on from an earlier question drops no later one.
  await toReview(page);
  for (const fact of facts.slice(0, 2)) assert.equal(await page.locator(`[data-answer="${fact}"]`).count(), 1);
  await end(opened);
});

test('questions that follow each other before one is painted have an entry each', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  await start(page, mouse);
  await painted(page);
  const first = await asked(page);
  const [entries, second] = await page.evaluate(async () => {
    const before = history.length;
    const asked = () => document.querySelector('[data-question]').dataset.question;
    const next = async () => {
      const left = asked();
      document.querySelector('#answer-0').click();
      document.querySelector('[data-action="next"]').click();
      while (asked() === left) await null;
      return asked();
    };
    const second = await next();
    await next();
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 2)));
    return [history.length - before, second];
  });
  assert.equal(entries, 2);
  const third = await asked(page);
  await back(page);
  await arrived(page, 'question', third);
  assert.equal(await asked(page), second);
  await back(page);
  await arrived(page, 'question', second);
  assert.equal(await asked(page), first);
  await end(opened);
});

test('from the results, Back goes where the visitor was; the page’s own ways back add nothing', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  const facts = await begin(page, 2);
  const length = () => painted(page).then(() => page.evaluate(() => history.length));
  const before = await length();
  await mouse.act(page, 'results');
  await arrived(page, 'results');
  await back(page);
  await arrived(page, 'question');
  assert.equal(await asked(page), facts[1]);
  await toReview(page);
  await page.locator(`[data-change="${facts[0]}"]`).click();
  await arrived(page, 'question');
  await back(page);
  await returned(page, 'review', `[data-change="${facts[0]}"]`);
  await page.keyboard.press('Enter');
  await arrived(page, 'question');
  await mouse.choose(page, [await page.locator('#answer-1').getAttribute('value')]);
  await mouse.send(page);
  await returned(page, 'review', `[data-change="${facts[0]}"]`);
  await hasNumber(page, 4);
  assert.equal(await length(), before + 3, 'results, list, one answer');
  await back(page);
  await arrived(page, 'results');
  await back(page);
  await arrived(page, 'question');
  await mouse.act(page, 'back');
  await arrived(page, 'question', facts[1]);
  await hasNumber(page, 1);
  await forward(page);
  await arrived(page, 'question', facts[0]);
  assert.equal(await asked(page), facts[1]);
  await end(opened);
});

test('Back on the intro leaves the page', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  await begin(page, 1);
  await back(page);
  await arrived(page, 'intro');
  await back(page);
  assert.equal(page.url(), 'about:blank');
  await opened.close();
});

test('after everything was cleared no entry leads back to it', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  await begin(page, 3);
  await mouse.act(page, 'results');
  await arrived(page, 'results');
  await mouse.act(page, 'restart');
  await mouse.act(page, 'restart-yes');
  await arrived(page, 'intro');
  await hasNumber(page, 0);
  // Forward finds an entry of the visit that is over, and the page returns from it by itself.
  const steps = page.evaluate(() => new Promise((done) => {
    const seen = [];
    addEventListener('popstate', () => seen.push(parseInt(history.state)) === 2 && done(seen));
    history.forward();
  }));
  assert.deepEqual(await steps, [1, 0]);
  assert.equal(await page.locator('[data-view="intro"]').count(), 1);
  const facts = await begin(page, 1);
  assert.equal(await page.locator('input:checked').count(), 0);
  await back(page);
  await arrived(page, 'intro');
  assert.equal(facts.length, 1);
  await end(opened);
});

test('loaded again, the page goes on where it was, with its answers, its language and its way back', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  const facts = await begin(page, 4);
  await page.locator('[data-action="language"]').click();
  await page.locator('html[lang="en"]').waitFor();
  await painted(page);
  const question = await page.locator('#heading').innerText();
  await page.reload();
  await page.locator(`[data-question="${facts[3]}"]`).waitFor();
  await arrived(page, 'question');
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  assert.equal(await page.locator('#heading').innerText(), question);
  assert.equal(await page.locator('[data-view]').getAttribute('data-step'), '4');
  // Back and on by the browser, over entries from before.
  await back(page);
  await arrived(page, 'question', facts[3]);
  assert.equal(await asked(page), facts[2]);
  assert.ok(await page.locator(`[data-view] input[value="${FIRM.facts[facts[2]]}"]`).isChecked(), 'the answer is there');
  await forward(page);
  await arrived(page, 'question', facts[2]);
  await toReview(page);
  for (const fact of facts.slice(0, 3)) assert.equal(await page.locator(`[data-answer="${fact}"]`).count(), 1);
  await painted(page);
  await page.reload();
  await arrived(page, 'review');
  for (const fact of facts.slice(0, 3)) assert.equal(await page.locator(`[data-answer="${fact}"]`).count(), 1);
  // What was cleared is gone for good.
  await mouse.act(page, 'restart');
  await mouse.act(page, 'restart-yes');
  await arrived(page, 'intro');
  await hasNumber(page, 0);
  await page.reload();
  await opened.ready();
  await page.locator('[data-view="intro"]').waitFor();
  assert.doesNotMatch(await page.evaluate(() => history.state), /p=/);
  await begin(page, 2);
  assert.equal(await page.locator('input:checked').count(), 0);
  opened.assertQuiet();
  await opened.close();
});

test('only the entry at hand holds answers', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  await begin(page, 3);
  await painted(page);
  assert.match(await page.evaluate(() => history.state), / fz p=/);
  const seen = await page.evaluate(() => new Promise((resolve) => {
    addEventListener('popstate', ({ state }) => resolve(state), { once: true });
    history.back();
  }));
  assert.doesNotMatch(seen, /p=/, 'the one before had none when it was left');
  await opened.close();
});

test('the plan is read in between, and Back leads to the visit again', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  const facts = await begin(page, 3);
  await painted(page);
  await page.goto(`${siteUrl()}plan.html`);
  await page.goBack();
  await page.locator(`[data-question="${facts[2]}"]`).waitFor();
  await opened.close();
});

test('a link that was opened and not used is there again after a reload', async () => {
  const opened = await openPage({ path: `?l#p=${ziceLink(FIRM)}` });
  const page = await opened.ready();
  await page.locator('[data-action="use-link"]').waitFor();
  await assertSilent(page);
  await page.reload();
  await page.locator('[data-action="use-link"]').waitFor();
  await mouse.act(page, 'restart');
  await arrived(page, 'intro');
  await painted(page);
  await page.reload();
  await opened.ready();
  assert.equal(await page.locator('[data-action="use-link"]').count(), 0, 'who did not want it is not asked again');
  await opened.close();
});

test('a link put into the address is a view of its own, and leaves nothing there', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  const facts = await begin(page, 2);
  await page.evaluate((fragment) => { location.hash = `p=${fragment}`; }, ziceLink(FIRM));
  await page.locator('[data-action="use-link"]').waitFor();
  await hasNumber(page, 3);
  await assertSilent(page);
  await back(page);
  await arrived(page, 'question');
  assert.equal(await asked(page), facts[1]);
  await page.evaluate((fragment) => { location.hash = `p=${fragment}`; }, ziceLink(FIRM));
  await mouse.act(page, 'use-link');
  await arrived(page, 'results');
  await assertSilent(page);
  await back(page);
  await arrived(page, 'question');
  assert.equal(await asked(page), facts[1]);
  await forward(page);
  await arrived(page, 'results');
  await end(opened);
});

test('opened by a link, Back from the results is the intro, and the link is not asked about again', async () => {
  const opened = await openPage({ path: `#p=${ziceLink(FIRM)}` });
  const page = await opened.ready();
  await mouse.act(page, 'use-link');
  await arrived(page, 'results');
  await back(page);
  await arrived(page, 'intro');
  assert.equal(await page.locator('[data-action="use-link"]').count(), 0);
  await forward(page);
  await arrived(page, 'results');
  await back(page);
  await back(page);
  assert.equal(page.url(), 'about:blank');
  await opened.close();
});

test('in a frame of another page the history stays that page’s', async () => {
  const opened = await openPage({ frame: { width: 640, height: 700 } });
  const frame = await opened.ready();
  const length = () => painted(opened.page).then(() => opened.page.evaluate(() => history.length));
  const before = await length();
  await begin(frame, 3);
  await mouse.act(frame, 'results');
  await arrived(frame, 'results');
  assert.equal(await length(), before);
  opened.assertQuiet();
  await opened.close();
});

test('at a counter nothing is written, and after 下一位 no entry leads to the visit before', async () => {
  const opened = await openPage({ path: '?mode=counter' });
  const page = await opened.ready();
  const length = await page.evaluate(() => history.length);
  await begin(page, 3);
  assert.deepEqual(await page.evaluate(() => [history.length, history.state]), [length, null]);
  await page.locator('[data-action="next-visitor"]').click();
  await page.locator('dialog [data-action="clear"]').click();
  await page.locator('html[data-ready] [data-view="intro"]').waitFor();
  assert.equal(await page.evaluate(() => history.length), length);
  await back(page);
  assert.equal(page.url(), 'about:blank');
  await forward(page);
  await opened.ready();
  assert.equal(page.url(), `${siteUrl()}?mode=counter&step=one`);
  await page.locator('[data-view="intro"]').waitFor();
  await mouse.act(page, 'next');
  await arrived(page, 'question');
  assert.equal(await page.locator('input:checked').count(), 0);
  await opened.close();
});
