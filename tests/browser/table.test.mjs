// The table of engines.mjs names every file of tests, and stands in docs/testing.md as it is.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { TABLE, table } from './engines.mjs';

const folder = new URL('./', import.meta.url);
const paper = new URL('../../docs/testing.md', import.meta.url);
const [BEGIN, END] = ['<!-- engines: from here -->', '<!-- engines: to here -->'];

test('every file of tests has an entry, and every entry a file', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.test.mjs')).map((name) => name.replace('.test.mjs', ''));
  assert.deepEqual(Object.keys(TABLE).sort(), files.sort());
});

test('no file makes a path of an address: in a folder with a blank in its name that is another path', () => {
  const asPath = /import\.meta\.url\)\.pathname|`file:\/\/\$\{/;
  const wrong = readdirSync(folder).filter((name) => name.endsWith('.mjs') && asPath.test(readFileSync(new URL(name, folder), 'utf8')));
  assert.deepEqual(wrong, [], 'fileURLToPath and pathToFileURL of node:url do it');
});

test('each engine has all of a file, a reason why not, or exceptions with reasons', () => {
  for (const [file, engines] of Object.entries(TABLE)) {
    for (const engine of ['firefox', 'webkit']) {
      const entry = engines[engine];
      const told = entry === true || (typeof entry === 'string' && entry) || (Array.isArray(entry) && entry.length && entry.every(([pattern, reason]) => pattern instanceof RegExp && reason));
      assert.ok(told, `${file}: ${engine}`);
    }
  }
});

test('docs/testing.md shows the table (ZICE_APPROVE=1 writes it)', () => {
  const text = readFileSync(paper, 'utf8');
  const [before, rest] = text.split(BEGIN);
  assert.ok(rest?.includes(END), `docs/testing.md holds ${BEGIN} and ${END}`);
  const wanted = `${before}${BEGIN}\n\n${table()}\n\n${END}${rest.split(END)[1]}`;
  if (process.env.ZICE_APPROVE === '1') writeFileSync(paper, wanted);
  else assert.equal(text, wanted);
});
