// Without WebAssembly, or with the program blocked, the page leads to the readable plan. When the program stops
// in the middle of a visit, a calm page keeps the answers and offers them as a link.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { apart, openPage, siteUrl } from './harness.mjs';
import { arrived, asked, assertSameAsCommand, mouse, start, toReview, walk } from './walk.mjs';

test('the program cannot be fetched: the page says so and leads to the plan', async () => {
  const opened = await openPage({ path: 'plan.html' });
  const { page } = opened;
  assert.ok((await page.locator('blockquote').count()) >= 60, 'the plan stands there with its quotes');
  await page.route('**/*.wasm', (route) => route.abort());
  await page.goto(new URL(apart(''), siteUrl()).href);
  await page.waitForSelector('html[data-failed]');
  const way = page.locator('.zc-before__failed a[href="plan.html"]').first();
  assert.ok(await way.isVisible());
  await way.click();
  await page.waitForURL('**/plan.html');
  await opened.close();
});

test('the core of the pack cannot be fetched, or is another file: the same', async () => {
  for (const answer of [(route) => route.abort(), (route) => route.fulfill({ body: 'not a pack' })]) {
    const opened = await openPage({ path: 'plan.html' });
    await opened.page.route('**/pack-core-*', answer);
    await opened.page.goto(new URL(apart(''), siteUrl()).href);
    await opened.page.waitForSelector('html[data-failed]');
    assert.ok(await opened.page.locator('.zc-before__failed').isVisible());
    await opened.close();
  }
});

test('no WebAssembly at all: the same', async () => {
  const opened = await openPage({ path: 'plan.html' });
  await opened.page.addInitScript(() => delete globalThis.WebAssembly);
  await opened.page.goto(new URL(apart(''), siteUrl()).href);
  await opened.page.waitForSelector('html[data-failed]');
  assert.ok(await opened.page.locator('.zc-before__failed').isVisible());
  await opened.close();
});

test('no script: the way to the plan is there, and the plan can be read', async () => {
  const opened = await openPage({ javaScriptEnabled: false });
  await opened.page.locator('.zc-before a:visible').first().click();
  await opened.page.waitForURL('**/plan.html');
  assert.match(await opened.page.locator('h1').first().innerText(), /\S/);
  await opened.close();
});

const FIRM = {
  topics: ['tax'],
  facts: { location: 'menghai', entity: 'company', industry: 'industry', ownership: 'private', employees: 120, revenue: 4200 },
};

/**
 * Takes away a part of the page that the program counts on, as a broken extension might; its next step panics. The press comes
 * in the same task: in between, what the program does by itself (counting what else is sure) could be that step.
 */
async function breakProgram(page, action) {
  await page.locator(`[data-view] [data-action="${action}"]`).waitFor();
  await page.evaluate((action) => {
    document.querySelectorAll('[data-view] ~ *').forEach((one) => one.remove());
    document.querySelector(`[data-view] [data-action="${action}"]`).click();
  }, action);
  await page.locator('[data-view="stopped"] #heading:focus').waitFor();
  assert.equal(await page.locator('[data-view]').count(), 1, 'nothing of the dead page is left');
}

test('the program stops in the middle: the answers are kept, and a link opens them again', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  await start(page, mouse, FIRM.topics);
  const given = await walk(page, mouse, FIRM, { until: 'assets_average' });
  await mouse.act(page, 'skip');
  await arrived(page, 'question', 'assets_average');
  const sent = opened.requests.length;
  await breakProgram(page, 'results');
  const count = Object.keys(given).length;
  assert.match(await page.locator('[data-view]').innerText(), new RegExp(`已答的 ${count} 题`));
  assert.ok(opened.problems.some((problem) => problem.includes('panicked')), 'the console says what happened');
  assert.deepEqual(opened.requests.slice(sent), [], 'nothing is sent about it');
  for (const href of ['plan.html', 'tel:12345']) assert.ok(await page.locator(`[data-view] a[href="${href}"]`).isVisible(), href);
  const copied = await page.locator('#kept-link').inputValue();
  assert.equal(copied.split('#p=')[0], `${siteUrl()}?l`, 'the link to copy is the plain one');
  await page.locator('[data-action="reopen"]').click();
  await page.locator('[data-action="use-link"]').waitFor();
  assert.doesNotMatch(page.url(), /#/, 'the answers are gone from the address');
  await mouse.act(page, 'use-link');
  await arrived(page, 'results');
  await assertSameAsCommand(page, given, FIRM.topics);
  await toReview(page);
  assert.equal(await page.locator('[data-answer]').count(), count, 'what was put off is asked again');
  // It stops again: the next link is a new address, so that the browser loads it.
  await breakProgram(page, 'results');
  await page.locator('[data-action="reopen"]').click();
  await page.locator('[data-action="use-link"]').waitFor();
  await opened.close();
});

test('the program stops before any answer: the page can be opened anew', async () => {
  const opened = await openPage({ path: '?lang=en' });
  const page = await opened.ready();
  await breakProgram(page, 'next');
  assert.match(await page.locator('#heading').innerText(), /has stopped/);
  assert.equal(await page.locator('[data-action="reopen"], #kept-link').count(), 0, 'there is nothing to carry');
  await page.locator('[data-action="restart"]').click();
  await page.locator('html[data-ready] [data-view="intro"]').waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'en', 'in the same language');
  await opened.close();
});

test('what comes after a stop finds a page at rest: keys, clicks and links change nothing', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  await start(page, mouse, FIRM.topics);
  const id = await asked(page);
  await mouse.choose(page, [FIRM.facts[id]]);
  await mouse.send(page);
  await arrived(page, 'question', id);
  await breakProgram(page, 'results');
  const before = await page.locator('[data-view]').innerHTML();
  await page.keyboard.press('Tab');
  await page.evaluate(() => { location.hash = 'p=AAAA'; });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.equal(await page.locator('[data-view]').innerHTML(), before);
  await opened.close();
});
