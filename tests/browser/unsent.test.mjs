// An answer that stands in the fields is kept on every way out of its question, and what cannot be read keeps the visitor there.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openPage } from './harness.mjs';
import { arrived, asked, assertSameAsCommand, back, mouse, start } from './walk.mjs';

async function visit(path = '') {
  const opened = await openPage({ path });
  const page = await opened.ready();
  await start(page, mouse);
  return { opened, page };
}

const answersOf = (page) => page.locator('[data-answer]').evaluateAll((all) => all.map(({ dataset }) => dataset.answer));

/** To a question that asks for a figure. */
async function toFigure(page) {
  for (let n = 0; n < 60 && (await page.locator('#figure').count()) === 0; n += 1) {
    const left = await asked(page);
    await mouse.act(page, 'skip');
    await arrived(page, 'question', left);
  }
  return asked(page);
}

test('an answer chosen is kept by 现在看结果, by 核对答案 and by 上一题', async () => {
  const { opened, page } = await visit();
  const first = await asked(page);
  await mouse.choose(page, ['company']);
  await mouse.act(page, 'results');
  await arrived(page, 'results');
  await assertSameAsCommand(page, { [first]: 'company' });
  await mouse.act(page, 'next');
  await arrived(page, 'question');
  assert.notEqual(await asked(page), first, 'it is not asked again');
  const second = await asked(page);
  const values = await page.locator('[data-view] .zc-option input').evaluateAll((inputs) => inputs.map(({ value }) => value));
  await mouse.choose(page, [values[0]]);
  await mouse.act(page, 'back');
  await arrived(page, 'question', second);
  assert.equal(await asked(page), first);
  await mouse.act(page, 'review');
  await arrived(page, 'review');
  assert.deepEqual((await answersOf(page)).sort(), [first, second].sort());
  opened.assertQuiet();
  await opened.close();
});

test('it is kept by the browser’s own Back, and stays in the fields in another language', async () => {
  const { opened, page } = await visit();
  const first = await asked(page);
  await mouse.choose(page, ['cooperative']);
  await page.locator('[data-action="language"]').click();
  await page.locator('html[lang="en"]').waitFor({ state: 'attached' });
  assert.ok(await page.locator('input[value="cooperative"]').isChecked());
  await back(page);
  await page.locator('[data-view="intro"]').waitFor();
  await mouse.act(page, 'next');
  await arrived(page, 'question');
  assert.notEqual(await asked(page), first, 'the answer was kept');
  opened.assertQuiet();
  await opened.close();
});

test('a figure is kept; one that cannot be read gets its message, and the visitor stays with it', async () => {
  const { opened, page } = await visit();
  const fact = await toFigure(page);
  await mouse.write(page, '十二乘三');
  for (const way of ['results', 'review', 'back']) {
    await mouse.act(page, way);
    await page.locator('[role="alert"], .zc-error').first().waitFor();
    assert.equal(await asked(page), fact, way);
    assert.equal(await page.locator('#figure').inputValue(), '十二乘三');
  }
  await mouse.write(page, '12');
  await mouse.act(page, 'results');
  await arrived(page, 'results');
  await assertSameAsCommand(page, { [fact]: 12 });
  opened.assertQuiet();
  await opened.close();
});

test('不清楚 and 跳过 say something else than what stands in the fields', async () => {
  const { opened, page } = await visit();
  const first = await asked(page);
  await mouse.choose(page, ['individual_business']);
  await mouse.act(page, 'unknown');
  await arrived(page, 'question', first);
  await mouse.act(page, 'results');
  await arrived(page, 'results');
  await assertSameAsCommand(page, {});
  opened.assertQuiet();
  await opened.close();
});
