// What a visit at a counter leaves on the disk: the whole profile folder of a real browser is searched, as text of one and of two bytes, after a visit, after
// 下一位 and after a crash, in an ordinary window, as a kiosk and as a guest.

import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { FLAGS, setting, siteUrl } from './harness.mjs';
import { arrived, asked, mouse } from './walk.mjs';

const folders = mkdtempSync(join(tmpdir(), 'zice-traces-'));
after(() => rmSync(folders, { recursive: true, force: true, maxRetries: 5 }));

const FIGURE = '47321.98';
const SHOWN = '47,321.98';

const everyFile = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
  const path = join(folder, entry.name);
  return entry.isDirectory() ? everyFile(path) : entry.isFile() ? [path] : [];
});

/** Where in a folder a text stands, as one byte a letter or two, and in the names of files. */
function traces(folder, texts) {
  const found = [];
  for (const file of everyFile(folder)) {
    let content;
    try {
      content = readFileSync(file);
    } catch {
      continue;
    }
    for (const text of texts) {
      for (const encoding of ['utf8', 'utf16le']) if (content.includes(Buffer.from(text, encoding))) found.push(`${text} (${encoding}) in ${file.slice(folder.length)}`);
      if (file.slice(folder.length).includes(text)) found.push(`${text} is the name of ${file}`);
    }
  }
  return found;
}

const sessionFiles = (folder) => everyFile(folder).filter((file) => /Sessions\/Session_|sessionstore/.test(file));
const newest = (folder) => Math.max(0, ...sessionFiles(folder).map((file) => statSync(file).mtimeMs));

/** Until the browser has written its session once more, or does not within a time in which it does if it has anything to write. */
async function written(folder, since, most = 6000) {
  const end = Date.now() + most;
  while (Date.now() < end && newest(folder) <= since) await new Promise((resolve) => setTimeout(resolve, 200));
}

/** Types a figure and opens the panel of the link; resolves to what must be nowhere. */
async function visit(page) {
  await page.locator('html[data-loaded]').waitFor({ state: 'attached' });
  await mouse.act(page, 'next');
  await arrived(page, 'question');
  await page.locator('[data-view] .zc-option').nth(1).click();
  await mouse.send(page);
  await page.locator('[data-view][data-step="2"]').waitFor();
  await page.locator('#finder').fill('revenue');
  await page.keyboard.press('Enter');
  await page.locator('[data-question="revenue"]').waitFor();
  await page.locator('#figure').fill(FIGURE);
  await mouse.send(page);
  await arrived(page, ['question', 'results'], 'revenue');
  if (await asked(page)) await mouse.act(page, 'results');
  await arrived(page, 'results');
  await mouse.act(page, 'share');
  const link = await page.locator('#share-link').inputValue();
  return [FIGURE, SHOWN, link.split('#')[1], link.split('#p=')[1].slice(0, 24), 'zice-20'];
}

async function next(page) {
  await page.locator('[data-action="next-visitor"]').click();
  await page.locator('dialog [data-action="clear"]').click();
  await page.locator('html[data-ready] [data-view="intro"]').waitFor();
}

for (const [mode, args] of [['ordinary', []], ['kiosk', ['--kiosk']], ['guest', ['--guest']]]) {
  for (const end of ['next', 'crash']) {
    test(`Chromium, ${mode}: ${end === 'next' ? 'after 下一位 and the end of the browser' : 'after a crash in the middle of a visit'} nothing is on the disk`, async () => {
      const folder = mkdtempSync(join(folders, 'chromium-'));
      const child = spawn(setting('ZICE_CHROMIUM'), [...FLAGS, ...args, '--headless', '--remote-debugging-port=0', `--user-data-dir=${folder}`, `${siteUrl()}?mode=counter`], { stdio: ['ignore', 'ignore', 'pipe'] });
      const endpoint = await new Promise((resolve, reject) => {
        let said = '';
        child.stderr.on('data', (data) => {
          said += data;
          const found = /DevTools listening on (\S+)/.exec(said);
          if (found) resolve(found[1]);
        });
        child.on('exit', () => reject(new Error(said)));
      });
      const browser = await chromium.connectOverCDP(endpoint);
      const context = browser.contexts()[0];
      const page = context.pages().find((one) => one.url().startsWith('http')) ?? await context.waitForEvent('page');
      const since = newest(folder);
      const texts = await visit(page);
      await written(folder, since);
      assert.deepEqual(traces(folder, texts), [], 'while the link is shown');
      if (end === 'next') {
        await next(page);
        await written(folder, newest(folder), 3000);
      }
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (end === 'next') await browser.newBrowserCDPSession().then((session) => session.send('Browser.close')).catch(() => {});
      else child.kill('SIGKILL');
      await gone;
      assert.deepEqual(traces(folder, texts), [], 'afterwards');
    });
  }
}
