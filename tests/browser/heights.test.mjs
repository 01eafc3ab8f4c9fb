// What the page around a frame may learn: while questions are asked, firms that differ in an answer send it the same messages.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { siteUrl } from './harness.mjs';
import { hostPage, openHost } from './host.mjs';
import { arrived, asked, mouse } from './walk.mjs';

const page = (attributes) => hostPage(`<a data-zice href="${siteUrl()}index.html" ${attributes}>惠企自测</a><script src="${siteUrl()}embed.js"></script>`);
const FIRMS = [
  {}, { entity: 'company' }, { entity: 'sole' }, { industry: 'industry' }, { industry: 'agriculture' }, { location: 'menghai' }, { location: 'outside' },
];

/** The messages of a visit of the quick check, until the results, and how many questions it had. */
async function heard(width, answers, attributes = '') {
  const host = await openHost(page(attributes), { width, height: 900 });
  const frame = await host.widget();
  await mouse.act(frame, 'quick');
  await arrived(frame, 'question');
  for (let n = 0; n < 12; n += 1) {
    const id = await asked(frame);
    if (id === null) break;
    const value = answers[id];
    if (value !== undefined && (await frame.locator(`[data-view] input[value="${value}"]`).count())) {
      await mouse.choose(frame, [value]);
      await mouse.send(frame);
    } else {
      await mouse.act(frame, 'unknown');
    }
    await arrived(frame, ['question', 'results'], id);
  }
  await host.page.waitForFunction(() => globalThis.heard.some(({ data }) => data.type === 'finished'));
  const all = (await host.page.evaluate(() => globalThis.heard.map(({ data }) => data)));
  await host.close();
  const end = all.findIndex(({ type }) => type === 'finished');
  // The intro's own height is the same for everybody; what comes with the results is not compared.
  const said = all.slice(0, end).map(({ type, height, step }) => `${type} ${height ?? step ?? ''}`);
  // Before the first question nothing is answered, and its height and `ready` come in any order.
  const first = said.indexOf('step 1');
  return [...said.slice(0, first).sort(), ...said.slice(first)];
}

for (const width of [340, 900]) {
  test(`firms that differ in one answer send the same messages until the results: ${width} px`, async () => {
    const first = await heard(width, FIRMS[0]);
    const before = first.indexOf('step 1');
    const heights = first.slice(before).filter((one) => one.startsWith('height'));
    const pixels = heights.map((one) => Number(one.split(' ')[1]));
    assert.ok(pixels.every((height, index) => height % 600 === 0 && (index === 0 || pixels[index - 1] < height)), `steps that only grow: ${first}`);
    for (const firm of FIRMS.slice(1)) {
      const other = await heard(width, firm);
      const both = Math.min(first.length, other.length);
      assert.deepEqual(other.slice(0, both), first.slice(0, both), JSON.stringify(firm));
    }
  });
}

test('a host that fixed the height hears none', async () => {
  const said = await heard(900, {}, 'data-height="640"');
  assert.deepEqual(said.filter((one) => one.startsWith('height')), []);
});
