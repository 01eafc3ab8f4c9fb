// Another plan in the page: a file beside it that the address or the page names, checked by hash, form, schema and content; where it is
// wrong the page says what is wrong and the built-in plan stands.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openPage, shot, siteUrl, waitReady } from './harness.mjs';
import { hostPage, openHost } from './host.mjs';
import { arrived } from './walk.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder;
let pack;
let hash;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'zice-foreign-'));
  const file = join(folder, 'second.zice');
  const built = spawnSync(process.env.ZICE_BIN, ['pack', 'build', join(root, 'tests/second-pack'), '-o', file], { encoding: 'utf8' });
  assert.equal(built.status, 0, built.stderr);
  hash = built.stdout.match(/sha256 ([0-9a-f]{64})/)[1];
  pack = readFileSync(file);
});
after(() => rmSync(folder, { recursive: true }));

/** Opens the page with files beside it that the site does not have. */
async function opened(path, files, edit) {
  const opened = await openPage({ path: 'plan.html' });
  const { page } = opened;
  const later = [];
  await page.route((url) => url.pathname.endsWith('.zice'), (route) => {
    const body = files[new URL(route.request().url()).pathname.split('/').pop()];
    return body ? route.fulfill({ body, contentType: 'application/octet-stream' }) : route.fulfill({ status: 404, body: '' });
  });
  page.on('request', (request) => {
    if (request.url().includes('pack-later-')) later.push(request.url());
  });
  if (edit) {
    await page.route(siteUrl(), async (route) => {
      const answer = await route.fetch();
      return route.fulfill({ response: answer, body: (await answer.text()).replace('<meta', `${edit}<meta`) });
    });
  }
  await page.goto(new URL(path, siteUrl()).href);
  await waitReady(page);
  await page.locator('html[data-loaded]').waitFor({ state: 'attached' });
  return { ...opened, later };
}

const click = (page, action) => page.locator(`[data-action="${action}"]`).first().click();

async function isSecond(page, later) {
  assert.equal(await page.locator('[data-refused]').count(), 0);
  assert.match(await page.locator('.zc-foot').innerText(), /云岭绿发〔2024〕9号/);
  assert.equal(await page.locator('.zc-foot a[href="plan.html"]').count(), 0, "the built-in plan's page is not this plan's");
  await click(page, 'next');
  await arrived(page, 'question');
  assert.ok(await page.locator('[data-question="trade"]').count(), 'it asks what the plan asks');
  await page.locator('[data-view] input[value="shop"]').check();
  await click(page, 'next');
  await page.locator('[data-question]:not([data-question="trade"])').waitFor();
  await click(page, 'results');
  await arrived(page, 'results');
  assert.equal(await page.locator('[data-support="energy_audit"]').count(), 1);
  assert.equal(await page.locator('[data-support]').count(), 2);
  assert.deepEqual(later, [], 'nothing of the built-in plan is fetched for it');
}

test('a link in another site’s page names a pack and its hash', async () => {
  const script = `<script src="${siteUrl()}embed.js" crossorigin="anonymous" defer></script>`;
  const link = `<a data-zice href="${siteUrl()}index.html" data-pack="second.zice" data-pack-sha256="${hash}">自测</a>`;
  const host = await openHost(hostPage(link + script), { files: { '/second.zice': pack } });
  const frame = await host.widget();
  await frame.locator('[data-view="intro"]').waitFor();
  assert.match(await frame.locator('.zc-foot').innerText(), /云岭绿发〔2024〕9号/);
  assert.equal(await frame.locator('[data-refused]').count(), 0);
  host.assertQuiet();
  await host.close();
});

test('the address names a pack and its hash', async () => {
  const { page, later, close } = await opened(`?pack=second.zice&pack-sha256=${hash}`, { 'second.zice': pack });
  await isSecond(page, later);
  await shot(page, 'foreign-results');
  await click(page, 'language');
  await page.locator('html[lang="en"]').waitFor({ state: 'attached' });
  assert.match(await page.locator('[data-support="energy_audit"]').innerText(), /Energy audit/);
  await close();
});

test('the page names a pack', async () => {
  const meta = `<meta name="zice-pack" content="second.zice" data-sha256="${hash}">`;
  const { page, later, close } = await opened('', { 'second.zice': pack }, meta);
  await isSecond(page, later);
  await close();
});

test('a pack that is wrong is named, and the built-in one stands', async () => {
  const changed = Buffer.from(pack);
  changed[changed.length - 2] ^= 1;
  const newer = Buffer.from(pack);
  newer[5] = 9;
  const files = { 'second.zice': pack, 'changed.zice': changed, 'newer.zice': newer, 'other.zice': Buffer.from('<!doctype html>') };
  for (const [query, says] of [
    [`?pack=second.zice&pack-sha256=${'0'.repeat(64)}`, new RegExp(`校验值不符.*${createHash('sha256').update(pack).digest('hex')}`)],
    ['?pack=changed.zice', /不完整或已改动/],
    ['?pack=newer.zice', /格式版本是 9/],
    ['?pack=other.zice', /不是数据包/],
    ['?pack=missing.zice', /没能下载/],
    ['?pack=https://example.org/x.zice', /没能下载/],
  ]) {
    const { page, close } = await opened(query, files);
    assert.match(await page.locator('[data-refused]').innerText(), says, query);
    assert.match(await page.locator('.zc-foot').innerText(), /西工信发〔2021〕47号/, query);
    await click(page, 'next');
    await arrived(page, 'question');
    assert.ok(await page.locator('[data-question="location"], [data-question="industry"], [data-question="entity"]').count(), query);
    if (query.includes('changed')) await shot(page, 'foreign-refused');
    await close();
  }
});
