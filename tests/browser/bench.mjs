// `cargo xtask bench`: how long the page takes, in Chromium. Times say nothing across machines; they are for comparing two builds on one.
//
// A step is the time from the click on “不清楚” or “下一题” until the next question stands in the page (the engine's whole assessment included),
// for a firm that knows nothing and for one that knows a good deal; each run `ROUNDS` times. CPU throttling as in Chromium's own tools.

import { chromium } from 'playwright-core';

const ROUNDS = 3;
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const KNOWN = {
  location: 'menghai', entity: 'company', industry: 'industry', titles: 'tech_sme', credit_listed: 'false', serious_incident_3y: 'false',
  restricted_product: 'false', large_firm_tie: 'none', vat_status: 'general', employees: '120', revenue: '4200', assets: '4600', rd_expense: '118',
};

const browser = await chromium.launch({ executablePath: process.env.ZICE_CHROMIUM, headless: true, args: FLAGS });
const rows = [];
for (const slower of [1, 4]) {
  for (const [firm, facts] of [['nothing known', {}], ['much known', KNOWN]]) {
    const steps = [];
    const starts = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      const devtools = await context.newCDPSession(page);
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
      const begun = Date.now();
      await page.goto(process.env.ZICE_URL);
      await page.waitForSelector('html[data-ready]');
      starts.push(Date.now() - begun);
      steps.push(...(await page.evaluate(walk, facts)));
      await context.close();
    }
    rows.push({ 'CPU slower': `${slower}×`, firm, 'ready ms': middle(starts, 0.5), steps: steps.length, 'median ms': middle(steps, 0.5), 'p95 ms': middle(steps, 0.95), 'worst ms': Math.round(Math.max(...steps)) });
  }
}
await browser.close();
console.table(rows);

function middle(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] * 10) / 10;
}

/** Runs in the page: answers what is known, passes over the rest, until the results. */
async function walk(facts) {
  const settled = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const times = [];
  document.querySelector('[data-action=next]').click();
  await settled();
  for (let form = document.querySelector('[data-question]'); form; form = document.querySelector('[data-question]')) {
    const id = form.dataset.question;
    const known = facts[id];
    const figure = form.querySelector('#figure');
    if (known && figure) {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(figure, known);
      figure.dispatchEvent(new InputEvent('input', { bubbles: true }));
    } else if (known) {
      form.querySelector(`input[value="${known}"]`).click();
    }
    await settled();
    const begun = performance.now();
    form.querySelector(known ? '[data-action=next]' : '[data-action=unknown]').click();
    while (document.querySelector(`[data-question="${id}"]`)) await new Promise((resolve) => setTimeout(resolve));
    document.body.getBoundingClientRect();
    times.push(performance.now() - begun);
  }
  return times;
}
