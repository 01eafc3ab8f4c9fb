// The page opens, the program takes over, and nothing complains.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openPage, shot } from './harness.mjs';

for (const [name, width] of [['narrow', 360], ['wide', 1280]]) {
  test(`the page opens and becomes ready (${name})`, async () => {
    const opened = await openPage({ width });
    const page = await opened.ready();
    const view = page.locator('[data-view]:visible');
    await view.first().waitFor();
    assert.equal(await view.count(), 1, 'exactly one view is visible');
    await shot(page, `smoke-${name}`);
    assert.deepEqual(opened.requestsAfterReady(), [], 'no request leaves after the page is ready');
    opened.assertQuiet();
    await opened.close();
  });
}

test('nothing is fetched from elsewhere', async () => {
  const opened = await openPage();
  await opened.ready();
  const origin = new URL(opened.page.url()).origin;
  assert.deepEqual(opened.requests.filter(({ url }) => !url.startsWith(origin + '/')), []);
  opened.assertQuiet();
  await opened.close();
});
