// `cargo xtask bench`: how long the page takes, in Chromium, beside a plain page in the same run (floor/index.html). Times say nothing across machines;
// what counts is how many times the floor they are. Writes a table and target/bench.json. `--quick` makes fewer runs.
//
// Answerable: the first question stands there, painted, and its options take clicks. In charge: its answer was sent and question 2 is painted. A step:
// from the click on next until the next question is painted; a hand needs HAND for the way from the answer to that button, and pressing it gives the button
// the focus a frame or more before the click, which comes when it is let go. A trial: from the click on “看看变化” until what changes stands there, and until
// it is painted. Throttling as in Chromium's own tools. Memory is measured after one visit, after JOURNEYS more, in which the browser compiles what is
// called often enough, and after as many again.

import { createServer } from 'node:http';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const QUICK = process.argv.includes('--quick');
const RUNS = QUICK ? 3 : 15;
const JOURNEYS = QUICK ? 20 : 500;
/** Of so many visits one has all its questions. */
const WHOLE = QUICK ? 10 : 50;
/** Milliseconds between an answer and the press on next. */
const HAND = 300;
/** Slow steps named one by one. */
const NAMED = 8;
const root = fileURLToPath(new URL('../..', import.meta.url));
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const SLOW = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 1.6e6 / 8 };
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.svg': 'image/svg+xml' };
const KNOWN = {
  location: 'menghai', entity: 'company', industry: 'industry', titles: 'tech_sme', credit_listed: 'false', serious_incident: 'none', tax_evasion_3y: 'false',
  restricted_product: 'false', large_firm_tie: 'none', vat_status: 'general', employees: '120', revenue: '4200', assets: '4600', rd_expense: '118',
};

/** Both pages from one server, everything as brotli. */
const server = createServer((request, response) => {
  const path = new URL(request.url, 'http://x').pathname.replace(/\/$/, '/index.html');
  const file = path.startsWith('/floor/') ? join(root, 'tests/browser', path) : join(root, 'dist', path);
  if (file.includes('..') || !existsSync(file)) return response.writeHead(404).end();
  const body = existsSync(`${file}.br`) ? readFileSync(`${file}.br`) : brotliCompressSync(readFileSync(file));
  const cache = extname(file) === '.html' ? 'no-cache' : 'public, max-age=31536000, immutable';
  return response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'content-encoding': 'br', 'cache-control': cache }).end(body);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const site = `http://127.0.0.1:${server.address().port}/`;
const pages = { floor: `${site}floor/`, zice: site };

const browser = await chromium.launch({ executablePath: process.env.ZICE_CHROMIUM, headless: true, args: FLAGS });
const rows = [];
let slowest = [];

function middle(values, share = 0.5) {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] * 10) / 10;
}
const spread = (values) => `${middle(values, 0)}–${middle(values, 1)}`;

async function opened(cpu, network) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  if (network) {
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', network);
  }
  await page.addInitScript(first);
  return { context, page, devtools };
}

/** Runs in the page before its scripts: begins, answers the first question, and notes when that was possible. */
function first() {
  const times = (globalThis.times = {});
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))));
  const until = (found) =>
    new Promise((resolve) => {
      const look = () => (found() ? resolve(found()) : setTimeout(look, 1));
      look();
    });
  const question = () => document.querySelector('main [data-question]');
  (async () => {
    await until(() => document.querySelector('main [data-action=next]'));
    if (!question()) document.querySelector('main [data-action=next]').click();
    await until(() => document.querySelector('main [data-question] input[type=radio]'));
    const id = question().dataset.question;
    times.answerable = await painted();
    document.querySelector('#answer-0').click();
    document.querySelector('main [data-action=next]').click();
    await until(() => question() && question().dataset.question !== id);
    times.charge = await painted();
  })();
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...parts) => {
    const made = await instantiate.apply(WebAssembly, parts);
    if (made.exports && made.exports.memory) globalThis.program = made;
    return made;
  };
}

/** Resolves when question 2 is painted; by evaluation, as the page's policy forbids what waitForFunction does. */
function charged(page) {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        let left = 3000;
        const look = () => {
          left -= 1;
          if (globalThis.times.charge) resolve();
          else if (left) setTimeout(look, 20);
          else reject(new Error(`question 2 did not come: ${JSON.stringify(globalThis.times)}`));
        };
        look();
      }),
  );
}

/** Cold and warm starts of both pages, taking turns. */
async function starts(name, cpu, network) {
  const found = {};
  for (let run = 0; run < RUNS; run += 1) {
    for (const [which, url] of Object.entries(pages)) {
      const { context, page } = await opened(cpu, network);
      for (const state of ['cold', 'warm']) {
        await page.goto(url);
        await charged(page);
        const times = await page.evaluate(() => globalThis.times);
        const decode = await page.evaluate(() => performance.getEntriesByName('zice-decode').map((entry) => entry.duration)[0]);
        for (const [what, time] of Object.entries({ ...times, decode })) ((found[`${state} ${what}`] ??= {})[which] ??= []).push(time);
        if (which === 'zice') await page.locator('html[data-loaded]').waitFor({ state: 'attached' });
      }
      await context.close();
    }
  }
  for (const [what, { floor, zice }] of Object.entries(found)) {
    if (what.endsWith('decode')) {
      if (!network && zice[0] !== undefined) rows.push({ what: `${what}, ${name}`, ms: middle(zice), spread: spread(zice), floor: '', times: '' });
      continue;
    }
    rows.push({ what: `${what}, ${name}`, ms: middle(zice), spread: spread(zice), floor: middle(floor), times: Math.round((middle(zice) / middle(floor)) * 100) / 100 });
  }
}

/** Runs in the page: answers what is known, passes over the rest, until the results; each step as its question and its time. */
async function walk([facts, hand]) {
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))));
  const times = [];
  for (let form = document.querySelector('main [data-question]'); form && times.length < 80; form = document.querySelector('main [data-question]')) {
    const id = form.dataset.question;
    const known = facts[id] ?? (id[0] === 'q' ? '1' : undefined);
    const figure = form.querySelector('#figure');
    if (known && figure) {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(figure, known);
      figure.dispatchEvent(new InputEvent('input', { bubbles: true }));
    } else if (known) {
      form.querySelector(`input[value="${known}"]`).click();
    }
    await painted();
    await new Promise((resolve) => setTimeout(resolve, hand));
    const button = form.querySelector(known ? '[data-action=next]' : '[data-action=unknown]');
    button.focus({ preventScroll: true });
    // Right after a frame the next is furthest.
    await painted();
    await painted();
    const begun = performance.now();
    button.click();
    for (let n = 0; n < 2000 && document.querySelector(`[data-question="${id}"]`); n += 1) await null;
    const taken = (await painted()) - begun;
    // The last step leads to the results, which are measured by themselves.
    const next = document.querySelector('main [data-question]');
    if (next) times.push([`${id} → ${next.dataset.question}`, taken]);
    if (id === 'q30') break;
  }
  return times;
}

/** Runs in the page, on the results: tries another answer to one question after the other; when what changes stands there, and when it is painted. */
async function trials(most) {
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))));
  const found = [];
  const choices = Array.from(document.querySelectorAll('#try-which option'), ({ value }) => value);
  for (const choice of choices.slice(0, most)) {
    document.querySelector('#try-which').value = choice;
    document.querySelector('[data-action=try]').click();
    await painted();
    const form = document.querySelector('[data-trial]');
    const figure = form.querySelector('#figure');
    if (figure) {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(figure, '7');
      figure.dispatchEvent(new InputEvent('input', { bubbles: true }));
    } else {
      form.querySelector('input:not(:checked)').click();
    }
    await painted();
    const begun = performance.now();
    form.querySelector('[data-action=try-answer]').click();
    for (let n = 0; n < 5000 && !document.querySelector('#try-outcome'); n += 1) await null;
    const stands = performance.now() - begun;
    found.push([stands, (await painted()) - begun]);
    document.querySelector('[data-action=try-drop]').click();
    await painted();
  }
  return found;
}

async function steps() {
  const found = { floor: [], zice: [] };
  for (let run = 0; run < (QUICK ? 1 : 3); run += 1) {
    for (const [which, url] of Object.entries(pages)) {
      for (const facts of which === 'zice' ? [{}, KNOWN] : [{}]) {
        const { context, page } = await opened(4);
        await page.goto(url);
        await charged(page);
        if (which === 'zice') await page.locator('html[data-loaded]').waitFor({ state: 'attached' });
        found[which].push(...(await page.evaluate(walk, [facts, HAND])));
        await context.close();
      }
    }
  }
  const [ours, floors] = [found.zice, found.floor].map((steps) => steps.map(([, time]) => time));
  slowest = found.zice.sort(([, a], [, b]) => b - a).slice(0, NAMED).map(([step, time]) => `${step}: ${Math.round(time)} ms`);
  rows.push({ what: 'step, CPU ×4', ms: middle(ours), spread: spread(ours), floor: middle(floors), times: Math.round((middle(ours) / middle(floors)) * 100) / 100 });
  rows.push({ what: 'step, CPU ×4, p95', ms: middle(ours, 0.95), spread: '', floor: middle(floors, 0.95), times: '' });
}

/** Bytes of the script's objects: all of its heap but machine code, byte code and what the browser keeps to make them. */
async function objects(devtools) {
  const parts = [];
  const hear = ({ chunk }) => parts.push(chunk);
  devtools.on('HeapProfiler.addHeapSnapshotChunk', hear);
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  devtools.off('HeapProfiler.addHeapSnapshotChunk', hear);
  const { snapshot, nodes } = JSON.parse(parts.join(''));
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')];
  const others = ['code', 'native'].map((name) => types[0].indexOf(name));
  let bytes = 0;
  for (let node = 0; node < nodes.length; node += fields.length) if (!others.includes(nodes[node + type])) bytes += nodes[node + size];
  return bytes;
}

/**
 * Runs in the page: so many visits with 下一位 between them, every WHOLE-th with all its questions. In one go, as what drives a page from outside has code of its
 * own in the same heap.
 */
async function visits([count, whole, facts]) {
  const find = (selector) => document.querySelector(selector);
  const until = async (found) => {
    for (let left = 5000; left; left -= 1) {
      if (found()) return found();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    throw new Error(`This did not come: ${found}`);
  };
  for (let visit = 0; visit < count; visit += 1) {
    if (find('[data-view=results]')) {
      find('[data-action=next-visitor]').click();
      (await until(() => find('[data-action=clear]'))).click();
      await until(() => find('html[data-ready] [data-view=intro]'));
      find('main [data-action=next]').click();
    }
    await until(() => find('[data-question]'));
    if (visit % whole === whole - 1) await globalThis.walk([facts, 0]);
    // The walk ends before a question that comes only if it is counted otherwise.
    if (find('[data-question]')) find('main [data-action=results]').click();
    await until(() => find('[data-view=results]'));
  }
}

/** The results of all supports, and memory after one journey and after many. */
async function journeys() {
  const { context, page, devtools } = await opened(1);
  await page.goto(`${pages.zice}?mode=counter`);
  await charged(page);
  await page.evaluate(`globalThis.walk = ${walk}; globalThis.visits = ${visits}; 0`);
  await page.evaluate(() => new Promise((resolve) => {
    const look = () => (document.documentElement.hasAttribute('data-loaded') ? resolve() : setTimeout(look, 20));
    look();
  }));
  // All of the script's heap; the same without what the browser has compiled, which is its own and grows as it sees more of the page used; the program's.
  const measured = async () => {
    await devtools.send('HeapProfiler.enable');
    await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devtools.send('Runtime.getHeapUsage');
    const data = await objects(devtools);
    return [usedSize, data, await page.evaluate(() => globalThis.program.exports.memory.buffer.byteLength)].map((bytes) => Math.round(bytes / 1e4) / 100);
  };
  const memory = (what, now, then) => {
    const times = then ? now.map((megabytes, which) => Math.round((megabytes / then[which]) * 100) / 100).join(' · ') : '';
    rows.push({ what, ms: now.join(' · '), spread: '', floor: '', times });
  };
  const open = (times) =>
    page.evaluate(async (times) => {
      const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))));
      const found = [];
      for (let n = 0; n < times; n += 1) {
        document.querySelector('main [data-action=review]').click();
        await painted();
        const begun = performance.now();
        document.querySelector('main [data-action=results]').click();
        found.push((await painted()) - begun);
      }
      return found;
    }, times);
  const go = (count, whole) => page.evaluate((how) => globalThis.visits(how), [count, whole, KNOWN]);
  await go(1, 1);
  const results = await open(RUNS);
  rows.push({ what: 'results of all supports', ms: middle(results), spread: spread(results), floor: '', times: '' });
  const tried = await page.evaluate(trials, QUICK ? 4 : 24);
  const [stands, shown] = [0, 1].map((which) => tried.map((times) => times[which]));
  rows.push({ what: 'what-if: what changes stands there', ms: middle(stands), spread: spread(stands), floor: '', times: '' });
  rows.push({ what: 'what-if: painted', ms: middle(shown), spread: spread(shown), floor: '', times: '' });
  const after = await measured();
  memory('memory after a journey: script, of that objects, program (MB)', after);
  await go(JOURNEYS, WHOLE);
  const warm = await measured();
  memory(`the same after ${JOURNEYS} visits with 下一位 between them; times as much`, warm, after);
  await go(JOURNEYS, WHOLE);
  memory(`the same after ${JOURNEYS} more; times as much as before them`, await measured(), warm);
  await context.close();
}

try {
  await starts('slow (1.6 Mbit/s, 150 ms, CPU ×4)', 4, SLOW);
  await starts('not throttled', 1, null);
  await steps();
  await journeys();
} finally {
  await browser.close();
  server.close();
}
mkdirSync(join(root, 'target'), { recursive: true });
writeFileSync(join(root, 'target/bench.json'), JSON.stringify({ runs: RUNS, journeys: JOURNEYS, rows, slowest }, null, 2));
console.table(rows);
console.log(`slowest steps, CPU ×4: ${slowest.join(', ')}`);
