// “为什么问这个” says what hangs on the question, no more: the supports that depend on it, and two answers with the
// verdicts that the command gives for each.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openPage, zice } from './harness.mjs';
import { arrived, asked, mouse, receipt, start } from './walk.mjs';

const WORDS = { qualifies: '可能符合', review: '条件符合，须部门认定', undetermined: '待确认', not_yet: '暂不符合', not_applicable: '未涉及' };
const known = { entity: 'company', location: 'menghai', industry: 'industry' };

/** The examples of the open panel: `[answer, [[name, verdict], …]]`. */
const examples = (page) =>
  page.locator('.zc-why__two > li').evaluateAll((items) => items.map((item) => [
    item.firstChild.textContent.match(/“(.*)”/)[1],
    [...item.querySelectorAll('li')].map((line) => [line.firstChild.textContent, line.querySelector('b').textContent]),
  ]));

test('the reasons for a question are those of the question, and each example is what the command says', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  const { day } = await receipt(page);
  const assess = (facts) => zice({ facts, topics: [] }, ['--as-of', day]);
  await start(page, mouse);
  const given = {};
  const claims = [];
  for (let n = 0; n < 7; n += 1) {
    const id = await asked(page);
    assert.equal(await page.locator('.zc-why[open]').count(), 0, 'closed again for each question');
    await page.locator('[data-view] .zc-why summary').click();
    await page.locator('.zc-why[open] p').first().waitFor();
    const depending = assess(given).supports.filter(({ depends_on }) => depends_on.includes(id)).length;
    const lead = await page.locator('.zc-why[open]').innerText();
    assert.ok(depending === 0 || lead.includes(`${depending} 项支持`), `${id}: ${depending} supports depend on it`);
    assert.equal(await page.locator('.zc-why__all > li').count(), depending);
    const labels = await page.locator('[data-view] label:has(input[name="answer"])').evaluateAll((all) => all.map((label) => [label.innerText.trim(), label.querySelector('input').value]));
    const radio = (await page.locator('[data-view] input[type="radio"][name="answer"]').count()) !== 0;
    for (const [answer, verdicts] of radio ? await examples(page) : []) {
      const value = labels.find(([label]) => label === answer)[1];
      const typed = { true: true, false: false }[value] ?? value;
      claims.push({ id, facts: { ...given, [id]: typed }, verdicts });
    }
    if (known[id] !== undefined) {
      given[id] = known[id];
      await mouse.choose(page, [known[id]]);
      await mouse.send(page);
    } else {
      await mouse.act(page, 'unknown');
    }
    await arrived(page, 'question', id);
  }
  assert.ok(4 <= claims.length, 'examples were seen');
  await mouse.act(page, 'results');
  await arrived(page, 'results');
  const names = Object.fromEntries(await page.locator('[data-support]').evaluateAll((all) => all.map((one) => [one.querySelector('h3, b').textContent, one.dataset.support])));
  for (const { id, facts, verdicts } of claims) {
    const supports = Object.fromEntries(assess(facts).supports.map(({ id, verdict, possible }) => [id, WORDS[verdict === 'undetermined' && !possible ? 'not_yet' : verdict]]));
    for (const [name, verdict] of verdicts.filter(([name]) => names[name.replace(/：$/, '')])) {
      assert.equal(verdict, supports[names[name.replace(/：$/, '')]], `${id}: ${name}`);
    }
  }
  opened.assertQuiet();
  await opened.close();
});
