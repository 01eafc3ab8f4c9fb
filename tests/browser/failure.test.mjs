// Without WebAssembly, or with the program blocked, the page leads to the readable plan.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openPage, siteUrl } from './harness.mjs';

test('the program cannot be fetched: the page says so and leads to the plan', async () => {
  const opened = await openPage({ path: 'plan.html' });
  const { page } = opened;
  assert.ok((await page.locator('blockquote').count()) >= 60, 'the plan stands there with its quotes');
  await page.route('**/*.wasm', (route) => route.abort());
  await page.goto(siteUrl());
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
    await opened.page.goto(siteUrl());
    await opened.page.waitForSelector('html[data-failed]');
    assert.ok(await opened.page.locator('.zc-before__failed').isVisible());
    await opened.close();
  }
});

test('no WebAssembly at all: the same', async () => {
  const opened = await openPage({ path: 'plan.html' });
  await opened.page.addInitScript(() => delete globalThis.WebAssembly);
  await opened.page.goto(siteUrl());
  await opened.page.waitForSelector('html[data-failed]');
  assert.ok(await opened.page.locator('.zc-before__failed').isVisible());
  await opened.close();
});

test('no script: the way to the plan is there, and the plan can be read', async () => {
  const opened = await openPage({ javaScriptEnabled: false });
  await opened.page.locator('noscript a, .zc-before a').first().click();
  await opened.page.waitForURL('**/plan.html');
  assert.match(await opened.page.locator('h1').first().innerText(), /\S/);
  await opened.close();
});
