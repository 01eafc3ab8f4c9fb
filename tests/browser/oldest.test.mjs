// The oldest browser that the page is made for, really run: Chromium 87 of 2020, as `cargo xtask test` fetches it. It does not know
// 'wasm-unsafe-eval', so the page goes on as older.html. Only what needs nothing newer is asked of it: Playwright's own checks of what is visible do.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { brotliDecompressSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { apart, FLAGS, setting, siteUrl } from './harness.mjs';
import { assertSameAsCommand } from './walk.mjs';

const FIRM = {
  location: 'menghai', entity: 'company', industry: 'industry', ownership: 'private', employees: 120, revenue: 4200, assets: 4600,
  large_firm_tie: 'none', credit_listed: false, serious_incident: 'none', tax_evasion_3y: false, restricted_product: false, rd_expense: 118, titles: ['tech_sme'],
};

/** The browser out of its package, once. */
function unpacked() {
  const folder = setting('ZICE_CHROMIUM_87');
  const program = join(folder, 'chromium');
  if (!existsSync(program)) {
    writeFileSync(`${program}.new`, brotliDecompressSync(readFileSync(join(folder, 'node_modules/chrome-aws-lambda/bin/chromium.br'))));
    chmodSync(`${program}.new`, 0o755);
    renameSync(`${program}.new`, program);
  }
  return program;
}

/** A page in a browser of its own: this one ends with its first page. In one process it now and then starts and answers nothing; then another is started. */
async function opened() {
  for (let left = 3; 0 < left; left -= 1) {
    const server = await chromium.launchServer({ executablePath: unpacked(), args: [...FLAGS, '--headless', '--no-zygote', '--single-process'] });
    const answered = new AbortController();
    const page = await Promise.race([
      chromium.connect(server.wsEndpoint()).then((browser) => browser.newPage()).catch(() => null),
      rest(20_000, null, { signal: answered.signal }).catch(() => null),
    ]);
    answered.abort();
    if (page) return { page, version: page.context().browser().version(), close: () => server.kill() };
    await server.kill();
  }
  return assert.fail('Chromium 87 was started three times and opened no page');
}

/** Waits for a state by asking for it again and again; resolves to it. */
async function until(page, what, argument) {
  for (let left = 600; 0 < left; left -= 1) {
    // The page leads this browser to older.html in between.
    const found = await page.evaluate(what, argument).catch((problem) => (/context was destroyed/.test(problem.message) ? null : Promise.reject(problem)));
    if (found) return found;
    await rest(50);
  }
  return assert.fail(`never came: ${what}; ${await page.evaluate(() => document.documentElement.outerHTML.slice(0, 300))}`);
}

test('a whole visit in Chromium 87: the page goes on as older.html, seals itself, and says what the command says', async () => {
  const { page, version, close } = await opened();
  assert.match(version, /^87\./);
  const problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(new URL(apart(''), siteUrl()).href);
  await until(page, () => document.documentElement.hasAttribute('data-sealed'));
  assert.match(page.url(), /older\.html\?step=one$/);
  assert.equal(await page.evaluate(() => document.documentElement.hasAttribute('data-failed')), false);
  await page.evaluate(() => document.querySelector('#app [data-action=next]').click());
  const asked = [];
  const given = {};
  for (let id = await until(page, () => document.querySelector('[data-question]')?.dataset.question); id; ) {
    asked.push(id);
    if (id in FIRM) given[id] = FIRM[id];
    await page.evaluate(([id, value]) => {
      const form = document.querySelector(`[data-question="${id}"]`);
      const figure = form.querySelector('#figure');
      if (value === undefined) return form.querySelector('[data-action=unknown]').click();
      if (figure) {
        figure.value = value;
        figure.dispatchEvent(new InputEvent('input', { bubbles: true }));
      } else {
        for (const one of [value].flat()) form.querySelector(`input[value="${one}"]`).click();
      }
      return form.querySelector('[data-action=next]').click();
    }, [id, FIRM[id]]);
    id = await until(page, (id) => {
      const now = document.querySelector('[data-question]')?.dataset.question;
      return now !== id && (now ?? (document.querySelector('[data-view=results]') && 'results'));
    }, id);
    if (id === 'results') break;
  }
  assert.ok(10 < Object.keys(given).length, `asked: ${asked}`);
  assert.deepEqual(Object.keys(given).sort(), Object.keys(FIRM).filter((id) => asked.includes(id)).sort());
  await assertSameAsCommand(page, given);
  const refused = await page.evaluate(() => fetch('./index.html').then(() => 'went', () => 'refused'));
  assert.equal(refused, 'refused', 'nothing leaves the page');
  assert.deepEqual(problems, []);
  await close();
});

test('at a counter in Chromium 87 the next visitor gets a program of their own, after the seal too', async () => {
  const { page, close } = await opened();
  await page.goto(new URL('?mode=counter', siteUrl()).href);
  await until(page, () => document.documentElement.hasAttribute('data-sealed'));
  assert.match(page.url(), /older\.html\?mode=counter$/);
  await page.evaluate(() => document.querySelector('#app [data-action=next]').click());
  await until(page, () => document.querySelector('[data-question]'));
  await page.evaluate(() => document.querySelector('#answer-0').click());
  await page.evaluate(() => document.querySelector('#app [data-action=next]').click());
  await until(page, () => document.querySelector('[data-step="2"]'));
  await page.evaluate(() => document.querySelector('[data-action=next-visitor]').click());
  await until(page, () => document.querySelector('[data-action=clear]'));
  await page.evaluate(() => document.querySelector('[data-action=clear]').click());
  await until(page, () => document.documentElement.hasAttribute('data-ready') && document.querySelector('[data-view=intro]'));
  await page.evaluate(() => document.querySelector('#app [data-action=next]').click());
  await until(page, () => document.querySelector('[data-step="1"]'));
  assert.equal(await page.evaluate(() => document.querySelectorAll('input:checked').length), 0);
  await close();
});

test('where no program can run in Chromium 87, the way to the readable plan is shown', async () => {
  const { page, close } = await opened();
  await page.route('**/older.html', (route) => route.fulfill({ path: 'dist/index.html' }));
  await page.goto(siteUrl());
  await until(page, () => document.documentElement.hasAttribute('data-failed'));
  const way = await page.evaluate(() => {
    const link = document.querySelector('.zc-before__failed a');
    return [getComputedStyle(link.parentElement).display !== 'none', link.getAttribute('href')];
  });
  assert.deepEqual(way, [true, 'plan.html']);
  await close();
});
