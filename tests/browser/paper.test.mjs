// The sheet on paper in every engine: printed to a PDF as each of them can, and read again. Chromium prints through its protocol, Firefox by its own settings
// for printing without a dialogue, WebKitGTK through webkit-print.py. What else stands on it: takeaway.test.mjs.

import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ENGINE, browser, carriesSame, root, siteUrl, startFirefox, ziceLink } from './harness.mjs';
import { screen } from './webkit.mjs';

const require = createRequire(import.meta.url);
const jsqr = require('jsqr');
const { PNG } = require('pngjs');

/** The tea firm of takeaway.test.mjs, with less answered: more is open, and the sheet is longer. */
const TEA = {
  topics: [],
  facts: {
    location: 'menghai', entity: 'company', industry: 'industry', ownership: 'private', years_operating: 9, employees: 120, revenue: 4200,
    revenue_previous: 3900, cost_total: 3800, assets: { min: 4000, max: 5000 }, taxable_income: 280, vat_status: 'general', levy_method: 'books',
    west_encouraged: true, rd_expense: 118, rd_expense_previous: 130, domestic_rd_share: 100, tech_staff: 14, class1_ip: 1, class1_ip_self: 1,
    class1_ip_high_value: 0, class2_ip: 3, rd_institution: 'below_prefecture', titles: ['tech_sme'], hnte_field: true, trade: ['export'],
    finance_needs: ['working_capital', 'equipment'], gov_procurement: true,
  },
};

const folder = mkdtempSync(join(tmpdir(), 'zice-paper-'));
after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** To the sheet with everything on it; runs in the page, and says in its title when it is there. */
async function everything() {
  const until = async (what) => {
    for (;;) {
      const found = what();
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const find = (selector) => until(() => document.querySelector(selector));
  await find('html[data-sealed]');
  (await find('[data-action="use-link"]')).click();
  (await find('[data-view="results"] [data-action="print-choose"]')).click();
  for (const part of ['undetermined', 'not_yet', 'code']) {
    const box = await find(`input[name="print"][value="${part}"]`);
    if (!box.checked) box.click();
    await find(`input[name="print"][value="${part}"]:checked`);
  }
  await find('.zc-sheet__code');
  document.title = 'print';
}

const PRINTERS = {
  async chromium(address, pdf) {
    const page = await (await browser()).newPage();
    await page.goto(address);
    await page.evaluate(everything);
    await page.pdf({ path: pdf, preferCSSPageSize: true });
    await page.close();
  },
  async firefox(address, pdf) {
    const to = 'print.printer_Mozilla_Save_to_PDF.';
    const own = await startFirefox(undefined, {
      'print.always_print_silent': true, print_printer: 'Mozilla Save to PDF', [`${to}print_to_file`]: true, [`${to}print_to_filename`]: pdf,
      [`${to}print_headerleft`]: '', [`${to}print_headerright`]: '', [`${to}print_footerleft`]: '', [`${to}print_footerright`]: '', [`${to}print_paper_id`]: 'iso_a4',
    });
    const page = await own.newPage();
    await page.goto(address);
    await page.evaluate(everything);
    await page.evaluate(() => print());
    // It is written behind the page's back: whole once its trailer is there.
    for (let left = 300; 0 < left && !(existsSync(pdf) && readFileSync(pdf).subarray(-16).includes('%%EOF')); left -= 1) await new Promise((resolve) => setTimeout(resolve, 100));
    await own.close();
  },
  async webkit(address, pdf) {
    const { display, close } = await screen(1280, 900);
    const env = { ...process.env, DISPLAY: display, LANG: 'zh_CN.UTF-8', LIBGL_ALWAYS_SOFTWARE: '1', NO_AT_BRIDGE: '1', GTK_A11Y: 'none' };
    await promisify(execFile)(join(root, 'tests/browser/webkit-print.py'), [address, pdf, `(${everything})()`], { env }).finally(close);
  },
};

test('the sheet on paper: few pages, the code is read from it, and no line and no row is torn', async () => {
  const pdf = join(folder, 'sheet.pdf');
  await PRINTERS[ENGINE](`${siteUrl()}index.html#p=${ziceLink(TEA)}`, pdf);
  assert.ok(0 < statSync(pdf).size);
  const run = (command, ...args) => execFileSync(command, args, { encoding: 'utf8' });
  const pages = Number(run('pdfinfo', pdf).match(/^Pages:\s+(\d+)/m)[1]);
  // Everything there is, of a firm of which half is open: what a visitor gets unasked is shorter (takeaway.test.mjs).
  assert.ok(1 <= pages && pages <= 4, `${pages} pages`);
  run('pdftoppm', '-r', '200', '-png', '-f', '1', '-l', '1', '-singlefile', pdf, join(folder, 'sheet'));
  const { width, height, data } = PNG.sync.read(readFileSync(join(folder, 'sheet.png')));
  const code = jsqr(new Uint8ClampedArray(data), width, height)?.data;
  assert.ok(code && carriesSame(code.split('#p=')[1], ziceLink(TEA)), 'the code carries the answers');
  // Firefox writes other characters beneath those of Noto CJK than it draws, on any page.
  if (ENGINE === 'firefox') return;
  const words = (page) => [...page.matchAll(/xMin="([\d.-]+)" yMin="([\d.-]+)"[^>]*>([^<]*)</g)].map(([, x, y, word]) => ({ x: Number(x), y: Number(y), word }));
  const sheets = run('pdftotext', '-bbox', pdf, '-').split('<page ').slice(1).map(words);
  const line = (sheet, best) => {
    const y = best(...sheet.map((one) => one.y));
    return sheet.filter((one) => Math.abs(one.y - y) < 1);
  };
  for (let page = 1; page < sheets.length; page += 1) {
    const [last, first] = [line(sheets[page - 1], Math.max), line(sheets[page], Math.min)];
    const said = (line) => line.map(({ word }) => word).join(' ').normalize('NFKC');
    assert.notEqual(said(first), said(last), `a line is torn between pages ${page} and ${page + 1}`);
    // A row of the table begins with its agency, at the left.
    assert.ok(first.some(({ x }) => x < 60), `a row is torn between pages ${page} and ${page + 1}: ${said(first)}`);
  }
});
