// dist/zice.html opened by double click: the same visits as on the site, from file://, with no other file beside it.

import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openPage } from './harness.mjs';

const folder = mkdtempSync(join(tmpdir(), 'zice-single-'));
const file = join(folder, '惠企自测.html');
copyFileSync(new URL('../../dist/zice.html', import.meta.url), file);
after(() => rmSync(folder, { recursive: true, force: true }));
process.env.ZICE_URL = pathToFileURL(file).href;

await import('./journeys.test.mjs');
await import('./counter.test.mjs');
await import('./next-visitor.test.mjs');

test('the file asks for nothing, from the first moment on', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  assert.deepEqual(opened.requests.map(({ url }) => url.split('?')[0]), [process.env.ZICE_URL]);
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').first().getAttribute('content');
  assert.match(policy, /connect-src 'none'/);
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval'? |'self'/);
  assert.equal(await page.evaluate(() => globalThis.fetch('https://example.org/').then(() => 'sent', () => 'refused')), 'refused');
  await opened.close();
});

test('the plan is in the file, with its own look', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  const [plan] = await Promise.all([page.waitForEvent('popup'), page.locator('footer a[href="plan.html"]').click()]);
  await plan.locator('blockquote').first().waitFor();
  assert.ok((await plan.locator('blockquote').count()) >= 60);
  assert.equal(await plan.evaluate(() => document.adoptedStyleSheets.length), 1);
  assert.match(await plan.title(), /方案全文/);
  // The way back closes the plan's own window.
  const link = await plan.locator('footer a, nav a').first().elementHandle();
  await Promise.all([plan.waitForEvent('close'), link.evaluate((link) => void setTimeout(() => link.click()))]);
  opened.assertQuiet();
  await opened.close();
});

test('without scripts the file is the plan', async () => {
  const opened = await openPage({ javaScriptEnabled: false });
  assert.ok((await opened.page.locator('blockquote:visible').count()) >= 60);
  assert.equal(await opened.page.locator('a[href="plan.html"], a[href="index.html"]').count(), 0, 'no link leads out of the file');
  await opened.close();
});
