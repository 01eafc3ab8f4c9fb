// Which test runs in which engine, and why not: the one place. Chromium runs every file; Chromium 87 has oldest.test.mjs. What an engine leaves out has a reason here
// and, where there is one, its counterpart. `node tests/browser/engines.mjs --files firefox` lists its files, `--table` prints test × engine as it stands
// in docs/testing.md (tests/browser/table.test.mjs compares; ZICE_APPROVE=1 writes it), and `--run` the same with what the last run counted.

import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const ENGINES = ['chromium', 'firefox', 'webkit'];

/** Reasons by the word that stands in the table. */
export const REASONS = {
  time: 'left out so that both engines together add at most six minutes',
  CDP: 'needs Chromium’s own protocol: touch, throttled processor and network, heap, style and layout counts, PDF, downloads',
  driver: 'WebKitWebDriver runs no script before the page’s own, holds no request back, opens one page at a time, shows no console, and saves no file',
  same: 'files and words that are the same for every engine',
  pictures: 'the approved pictures are Chromium’s; heading breaks, widths and lists are measured in every-engine',
  own: 'is about Chromium alone: its session files, its version 87',
};

/**
 * By file: for an engine `true` (all of it), a reason (nothing of it), or a list of exceptions, each a pattern of names and a reason.
 * A reason is a word of REASONS, with the file of the counterpart after an arrow, or a sentence.
 */
export const TABLE = {
  accessibility: { firefox: 'time → every-engine', webkit: 'time → every-engine' },
  'bad-input': { firefox: true, webkit: 'time' },
  caniuse: { firefox: 'same', webkit: 'same' },
  check: { firefox: 'time', webkit: 'driver' },
  counter: { firefox: true, webkit: true },
  deploy: { firefox: 'same', webkit: 'same' },
  embed: { firefox: [[/^hostile: forged/, 'Firefox makes no MessageEvent whose source is another window'], [/^the portal’s own print/, 'CDP → paper']], webkit: 'driver → every-engine' },
  'every-engine': {
    firefox: [[/^without scripts/, 'Firefox still reads the page as one with scripts when they are only switched off by the protocol']],
    webkit: [[/^without scripts/, 'driver']],
  },
  failure: { firefox: 'CDP', webkit: 'driver' },
  first: { firefox: 'CDP', webkit: 'driver' },
  foreign: { firefox: 'time', webkit: 'driver' },
  habits: { firefox: 'time', webkit: 'driver' },
  heights: { firefox: 'time', webkit: 'time' },
  history: { firefox: [[/^Back on the intro|^opened by a link, Back|^at a counter nothing/, 'Firefox has no entry of about:blank below the first page']], webkit: 'driver' },
  journeys: { firefox: true, webkit: [[/^results at any moment|^快速自测/, 'time']] },
  later: { firefox: true, webkit: 'driver' },
  links: { firefox: true, webkit: true },
  'next-visitor': { firefox: 'CDP', webkit: 'driver' },
  offline: { firefox: 'CDP', webkit: 'driver' },
  'old-browsers': { firefox: 'time', webkit: 'driver' },
  oldest: { firefox: 'own', webkit: 'own' },
  paper: { firefox: true, webkit: true },
  reasons: { firefox: true, webkit: 'time' },
  renders: { firefox: 'CDP', webkit: 'CDP' },
  screens: { firefox: 'pictures', webkit: 'pictures' },
  seal: { firefox: 'CDP → every-engine', webkit: 'driver → every-engine' },
  servers: { firefox: 'time', webkit: 'driver' },
  settings: { firefox: 'time', webkit: 'driver' },
  single: { firefox: 'time → every-engine', webkit: 'driver → every-engine' },
  smoke: { firefox: true, webkit: 'driver' },
  table: { firefox: 'same', webkit: 'same' },
  takeaway: { firefox: 'CDP → paper', webkit: 'driver → paper' },
  themes: { firefox: 'time', webkit: 'time' },
  together: { firefox: 'time', webkit: 'time' },
  tokens: { firefox: 'same', webkit: 'same' },
  traces: { firefox: 'own', webkit: 'own' },
  unsent: { firefox: 'time', webkit: 'time' },
  worth: { firefox: 'time', webkit: 'time' },
};

/** What an engine leaves out of a file: pairs of pattern and reason. */
export function exceptions(engine, file) {
  const entry = TABLE[basename(file).replace(/\.test\.mjs$/, '')]?.[engine];
  return Array.isArray(entry) ? entry : [];
}

/** The files that an engine runs. */
export const filesOf = (engine) => Object.keys(TABLE).filter((file) => typeof TABLE[file][engine] !== 'string');

/** What the last run of an engine counted, by file. */
function counted(engine) {
  const path = join(root, 'target/engines', `${engine}.json`);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

const cell = (entry) => {
  if (entry === undefined || entry === true) return 'all';
  if (typeof entry === 'string') return `– ${entry}`;
  return `all but ${entry.map(([pattern, reason]) => `“${pattern.source.replace(/\^/g, '').replace(/\|/g, '”, “')}”: ${reason}`).join('; ')}`;
};

/** The table, as Markdown; with `runs`, what was counted stands before each entry. */
export function table(runs = {}) {
  const rows = Object.entries(TABLE).map(([file, engines]) => {
    const cells = ENGINES.map((engine) => {
      const run = runs[engine]?.[file];
      return `${run ? `${run.passed} passed${run.failed ? `, ${run.failed} FAILED` : ''} · ` : ''}${cell(engines[engine])}`;
    });
    return `| ${file} | ${cells.join(' | ')} |`;
  });
  const reasons = Object.entries(REASONS).map(([word, reason]) => `- **${word}**: ${reason}.`);
  return ['| file | Chromium | Firefox | WebKitGTK |', '|---|---|---|---|', ...rows, '', ...reasons].join('\n');
}

const [, called, how, engine] = process.argv;
if (called === fileURLToPath(import.meta.url)) {
  if (how === '--files') console.log(filesOf(engine).join('\n'));
  if (how === '--table') console.log(table());
  if (how === '--run') console.log(table(Object.fromEntries(ENGINES.map((engine) => [engine, counted(engine)]))));
}
