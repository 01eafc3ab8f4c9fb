// Results and English need what is loaded after the first question. Until then the page goes on asking and never shows an empty text.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { apart, openPage, shot, siteUrl, waitReady } from './harness.mjs';
import { arrived } from './walk.mjs';

const act = (page, name) => page.locator(`[data-action="${name}"]`).click();

/** Opens the page with the later part held back; `give` answers it. */
async function opened(path, width = 1280) {
  const opened = await openPage({ path: 'plan.html', width });
  const { page } = opened;
  const waiting = [];
  let arrivedOne;
  await page.route('**/pack-later-*', (route) => {
    waiting.push(route);
    if (arrivedOne) arrivedOne();
  });
  const asked = async () => {
    if (!waiting.length) await new Promise((resolve) => (arrivedOne = resolve));
    return waiting.shift();
  };
  await page.goto(new URL(apart(path), siteUrl()).href);
  await waitReady(page);
  return { ...opened, asked };
}

const waiting = (page) => page.locator('[data-waiting]');

test('questions are asked without it, results wait for it', async () => {
  const { page, asked, close } = await opened('', 360);
  await act(page, 'next');
  await arrived(page, 'question');
  const first = await page.locator('[data-question]').getAttribute('data-question');
  await page.locator('[data-question] input').first().check();
  await act(page, 'next');
  await page.locator(`[data-question]:not([data-question="${first}"])`).waitFor();
  await act(page, 'results');
  await waiting(page).waitFor();
  assert.match(await waiting(page).innerText(), /正在打开/);
  assert.equal(await page.locator('[data-view]').count(), 0, 'no view with empty texts');
  await shot(page, 'later-results-360');
  await (await asked()).continue();
  await arrived(page, 'results');
  assert.equal(await waiting(page).count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'heading', 'the focus is on the heading of the results');
  const empty = await page.locator('[data-support]').evaluateAll((cards) => cards.filter((card) => !card.textContent.trim()).map((card) => card.outerHTML));
  assert.deepEqual(empty, []);
  await page.locator('html[data-loaded]').waitFor({ state: 'attached' });
  await close();
});

test('where it does not come, the page says so, keeps the answers, and asks again', async () => {
  const { page, asked, close } = await opened('');
  await act(page, 'next');
  await arrived(page, 'question');
  await page.locator('[data-question] input').first().check();
  await act(page, 'next');
  await act(page, 'results');
  await (await asked()).abort();
  await page.locator('[data-action="again"]').waitFor();
  assert.match(await waiting(page).innerText(), /您的答案还在/);
  await shot(page, 'later-unavailable-1280');
  await act(page, 'again');
  await (await asked()).fulfill({ body: 'not a pack' });
  await page.locator('[data-action="again"]').waitFor();
  await act(page, 'again');
  await (await asked()).continue();
  await arrived(page, 'results');
  await act(page, 'review');
  await page.locator('[data-answer]').first().waitFor();
  await close();
});

test('English waits for its texts; what was typed stays', async () => {
  const { page, asked, close } = await opened('');
  await act(page, 'next');
  await arrived(page, 'question');
  await page.locator('[data-question] input').nth(1).check();
  await act(page, 'language');
  await waiting(page).waitFor();
  assert.ok(await page.locator('[data-question] input').nth(1).isChecked(), 'the question stays while English comes');
  await (await asked()).continue();
  await page.locator('html[lang="en"]').waitFor({ state: 'attached' });
  assert.equal(await waiting(page).count(), 0);
  assert.ok(await page.locator('[data-question] input').nth(1).isChecked(), 'and what was chosen, too');
  assert.match(await page.locator('#heading').innerText(), /[a-z]/);
  await close();
});

test('a visit that begins in English waits from the start', async () => {
  const { page, asked, close } = await opened('?lang=en');
  await waiting(page).waitFor();
  await (await asked()).continue();
  await page.locator('[data-view="intro"]').waitFor();
  assert.match(await page.locator('#heading').innerText(), /[a-z]/);
  await close();
});
