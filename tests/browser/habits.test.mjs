// What people do by habit: press twice, hold a key, press a keypad whose NumLock is off, end a word with Enter, leave the page open overnight, copy and print
// where that does nothing, open a portal's address with tickets in it. None of it changes an answer unseen, and nothing fails without a word.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { openPage, siteUrl, ziceLink } from './harness.mjs';
import { answer, arrived, asked, mouse, painted, start } from './walk.mjs';

const require = createRequire(import.meta.url);
const jsQR = require('jsqr');

/** Presses twice at one place, as a double click does. */
async function twice(page, target, touch) {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  if (touch) {
    await page.touchscreen.tap(x, y);
    await page.touchscreen.tap(x, y);
  } else {
    await page.mouse.click(x, y, { clickCount: 1 });
    await page.mouse.down({ clickCount: 2 });
    await page.mouse.up({ clickCount: 2 });
  }
  await painted(page);
}

for (const touch of [false, true]) {
  test(`a double ${touch ? 'tap' : 'click'} answers one question: 开始, an option, 下一题, 不清楚, 跳过, 上一题`, async () => {
    const opened = await openPage(touch ? { width: 390, height: 844, context: { hasTouch: true } } : {});
    const page = await opened.ready();
    const step = () => page.locator('[data-view="question"]').getAttribute('data-step').then(Number);
    // The second press of a mouse takes the focus away from the new heading, as a press on plain text does.
    const comes = (left) => page.locator(`[data-view="question"] [data-question]:not([data-question="${left}"])`).waitFor();
    await twice(page, page.locator('[data-action="next"]'), touch);
    await comes('');
    assert.equal(await step(), 1);
    assert.equal(await page.locator('[data-view] input:checked').count(), 0, 'no option is chosen');
    assert.equal(await page.locator('.zc-error').count(), 0, 'no error is shown');
    let before = 1;
    for (const how of ['unknown', 'unknown', 'skip', 'unknown', 'back', 'unknown', 'unknown', 'skip', 'unknown', 'unknown']) {
      const id = await asked(page);
      // Another pair at the same place is no part of the one before: something else is touched in between.
      if (touch) await page.locator('#heading').tap();
      await twice(page, page.locator(`[data-view] [data-action="${how}"]`), touch);
      await comes(id);
      const now = await step();
      assert.equal(now - before, how === 'back' ? -1 : 1, `${how} of ${id}: one question on`);
      if (how !== 'back') assert.equal(await page.locator('[data-view] input:checked').count(), 0, `after ${how} of ${id} no option is chosen`);
      assert.equal(await page.locator('[data-view] .zc-error').count(), 0);
      before = now;
    }
    opened.assertQuiet();
    await opened.close();
  });
}

test('what may be chosen several times stays chosen after a double click', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  await page.locator('.zc-scope summary').click();
  await twice(page, page.locator('[data-view] .zc-option').first());
  assert.equal(await page.locator('[data-view] input:checked').count(), 1);
  await opened.close();
});

/** A key held down: keydown events of which all but the first repeat. */
const held = (page, key, code = key) => page.evaluate(([key, code]) => {
  for (let n = 0; n < 6; n += 1) {
    const target = document.activeElement;
    const event = new KeyboardEvent('keydown', { key, code, repeat: n > 0, bubbles: true, cancelable: true });
    target.dispatchEvent(event);
  }
}, [key, code]);

test('a held key at the counter does what one press does', async () => {
  const opened = await openPage({ path: '?mode=counter' });
  const page = await opened.ready();
  await start(page, mouse);
  for (const [key, code, further] of [['0', 'Numpad0', 1], ['0', 'Numpad0', 1], ['-', 'NumpadSubtract', -1]]) {
    const step = Number(await page.locator('[data-view]').getAttribute('data-step'));
    const id = await asked(page);
    // Where there are ten options and more, 不清楚 is 00.
    if (key === '0' && (await page.locator('[data-view] .zc-option input').count()) > 9) await page.keyboard.press('0');
    await held(page, key, code);
    await arrived(page, 'question', id);
    await painted(page);
    assert.equal(Number(await page.locator('[data-view]').getAttribute('data-step')), step + further, key);
  }
  await opened.close();
});

test('Enter held down sends one answer', async () => {
  const opened = await openPage();
  const page = await opened.ready();
  await start(page, mouse);
  const id = await asked(page);
  await page.locator('[data-view] input').first().check({ force: true });
  await page.locator('[data-view] input:checked').focus();
  await page.keyboard.down('Enter');
  await page.keyboard.down('Enter');
  await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await arrived(page, 'question', id);
  await painted(page);
  assert.equal(await page.locator('[data-view]').getAttribute('data-step'), '2');
  assert.equal(await page.locator('[data-view] .zc-error').count(), 0);
  await opened.close();
});

test('with NumLock off the counter says so, and does not scroll', async () => {
  const opened = await openPage({ path: '?mode=counter' });
  const page = await opened.ready();
  await start(page, mouse);
  const id = await asked(page);
  for (const [key, code] of [['End', 'Numpad1'], ['Insert', 'Numpad0'], ['Clear', 'Numpad5'], ['PageDown', 'Numpad3']]) {
    const prevented = await page.evaluate(([key, code]) => {
      const event = new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true });
      document.activeElement.dispatchEvent(event);
      return event.defaultPrevented;
    }, [key, code]);
    assert.ok(prevented, key);
    await page.locator('.zc-desk__typed', { hasText: 'NumLock' }).waitFor();
  }
  assert.equal(await asked(page), id);
  await page.keyboard.press('1');
  await page.locator('[data-view] input:checked').waitFor({ state: 'attached' });
  await opened.close();
});

test('the Enter that ends a word of an input method opens nothing', async () => {
  const opened = await openPage({ path: '?mode=counter' });
  const page = await opened.ready();
  await start(page, mouse);
  const id = await asked(page);
  await page.locator('#finder').fill('营业收入');
  await page.evaluate(() => {
    const field = document.querySelector('#finder');
    field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, which: 229, bubbles: true, cancelable: true }));
  });
  await painted(page);
  assert.equal(await asked(page), id);
  await page.keyboard.press('Enter');
  await arrived(page, 'question', id);
  await opened.close();
});

test('a page left open overnight asks by the new day’s law; a visit keeps its day as long as nobody does anything', async () => {
  for (const begun of [false, true]) {
    const opened = await openPage({ prepare: (page) => page.clock.install({ time: new Date('2027-12-31T20:00:00') }) });
    const page = await opened.ready();
    if (begun) {
      await start(page, mouse);
      await answer(page, mouse, { facts: {} }, await asked(page));
      await arrived(page, 'question');
    }
    await page.clock.setSystemTime(new Date('2028-01-01T08:00:00'));
    await page.clock.runFor(25_000);
    await page.locator('.zc-foot__receipt', { hasText: begun ? '2027-12-31' : '2028-01-01' }).waitFor();
    await opened.close();
  }
});

const ANSWERS = { facts: { location: 'menghai', employees: 120 } };

async function shared(options) {
  const opened = await openPage(options);
  const page = await opened.ready();
  await mouse.act(page, 'use-link');
  await arrived(page, 'results');
  await mouse.act(page, 'share');
  await page.locator('#share-link').waitFor();
  return { opened, page, link: await page.locator('#share-link').inputValue() };
}

const STRANGE = 'from=singlemessage&isappinstalled=0&ticket=ST-12345&userId=530000&token=eyJhbGciOi';

test('link and code carry no ticket, no name, no counter, and the phone that scans it is none', async () => {
  for (const [query, left] of [[`mode=counter&idle=90&${STRANGE}&lang=en&theme=red`, 'lang=en&theme=red&l'], [STRANGE, 'l'], ['embed=auto&host=https%3A%2F%2Fportal.example&topics=tax', 'topics=tax&l']]) {
    const { opened, page, link } = await shared({ path: `index.html?${query}#p=${ziceLink(ANSWERS)}` });
    assert.equal(link.split('#')[0], `${siteUrl()}index.html?${left}`);
    if (await page.locator('[data-action="code"]').count()) await mouse.act(page, 'code');
    const picture = await page.locator('.zc-share .zc-qr').screenshot();
    const { data, width, height } = await page.evaluate(async (bytes) => {
      const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
      const context = canvas.getContext('2d');
      context.drawImage(image, 0, 0);
      return { ...{ width: image.width, height: image.height }, data: Array.from(context.getImageData(0, 0, image.width, image.height).data) };
    }, [...picture]);
    assert.equal(jsQR(new Uint8ClampedArray(data), width, height)?.data, link);
    await opened.close();
  }
});

test('copied is said only where the browser asked for the text and was given all of it', async () => {
  const { opened, page, link } = await shared({ path: `#p=${ziceLink(ANSWERS)}` });
  await page.evaluate(() => {
    addEventListener('copy', (event) => {
      const field = document.activeElement;
      globalThis.copied = [field.id, field.selectionStart, field.selectionEnd === field.value.length, event.clipboardData.getData('text/plain')];
    });
  });
  await mouse.act(page, 'copy');
  await page.locator('.zc-share [role="status"]', { hasText: '已复制' }).waitFor();
  assert.deepEqual(await page.evaluate(() => globalThis.copied), ['share-link', 0, true, link]);
  await page.evaluate(() => { document.execCommand = () => true; });
  await mouse.act(page, 'copy');
  await page.locator('.zc-share [role="status"]', { hasText: '没有复制成' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'share-link', 'what can be copied by hand is selected');
  await opened.close();
});

test('inside an app, and where printing does nothing, the page says what to do', async () => {
  const userAgent = 'Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0 Mobile Safari/537.36 XWEB/1160 MicroMessenger/8.0.42';
  const { opened, page } = await shared({ path: `#p=${ziceLink(ANSWERS)}`, init: () => { globalThis.print = () => {}; }, context: { userAgent } });
  await page.locator('[data-note="app"]').waitFor();
  await mouse.act(page, 'print');
  await page.locator('[data-note="print"]', { hasText: '在浏览器打开' }).waitFor();
  await opened.close();
});

test('where the browser prints, nothing is said', async () => {
  const { opened, page } = await shared({ path: `#p=${ziceLink(ANSWERS)}`, init: () => { globalThis.print = () => dispatchEvent(new Event('beforeprint')); } });
  assert.equal(await page.locator('[data-note="app"]').count(), 0);
  await page.clock.install();
  await mouse.act(page, 'print');
  await page.clock.runFor(60_000);
  assert.equal(await page.locator('[data-note="print"]').count(), 0);
  await opened.close();
});

test('at a counter 保存 is off, unless the settings switch it on and then it says what stays', async () => {
  for (const save of [false, true]) {
    const { opened, page } = await shared({
      path: `?mode=counter#p=${ziceLink(ANSWERS)}`,
      prepare: (page) => page.route('**/config/site.json', (route) => route.fulfill({ json: { save } })),
    });
    assert.equal(await page.locator('[data-action="save"]').count(), Number(save));
    assert.equal(await page.locator('[data-note="stays"]').count(), Number(save));
    await opened.close();
  }
});

test('no dialogue of the browser is used anywhere', async () => {
  const { opened, page } = await shared({ path: `?mode=counter#p=${ziceLink(ANSWERS)}`, init: () => {
    for (const name of ['confirm', 'alert', 'prompt']) globalThis[name] = () => { throw new Error(`${name} was called`); };
  } });
  await mouse.act(page, 'restart');
  await page.locator('#restart-no:focus').waitFor();
  await mouse.act(page, 'restart-yes');
  await arrived(page, 'intro');
  await opened.close();
});

test('a visit that ran out while a print dialogue stood open or the machine slept does not come back by a touch', async () => {
  const opened = await openPage({ path: '?mode=counter&idle=40', prepare: (page) => page.clock.install({ time: new Date('2027-01-05T09:00:00') }) });
  const page = await opened.ready();
  await start(page, mouse);
  // The clock goes on, and no timer has run.
  await page.clock.setSystemTime(new Date('2027-01-05T09:02:00'));
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.locator('html[data-ready] [data-view="intro"]').waitFor();
  await opened.close();
});
