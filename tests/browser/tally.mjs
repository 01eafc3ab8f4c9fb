// A reporter of node's: what each file of tests came to, as JSON by name of file. `cargo xtask test` prints it as the table of engines.mjs.

import { basename } from 'node:path';

export default async function* tally(events) {
  const files = {};
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    // A file is a test of its own around those in it.
    if (data.nesting !== 0 || !data.file || data.name === data.file || data.name.endsWith('.test.mjs')) continue;
    const name = basename(data.file).replace(/\.test\.mjs$/, '');
    files[name] ??= { passed: 0, failed: 0 };
    files[name][type === 'test:pass' ? 'passed' : 'failed'] += 1;
  }
  yield JSON.stringify(files, null, 1);
}
