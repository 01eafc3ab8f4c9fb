// The page in other people's pages: the examples as they are copied, strict and hostile hosts, two at once, and cleaning up.

import assert from 'node:assert/strict';
import { assertAccessible, openPage, shot, siteUrl, test } from './harness.mjs';
import { arrived, asked, mouse, shownResults, walk } from './walk.mjs';
import { assertExact, examples, hostPage, openHost } from './host.mjs';

const copied = await examples();
const site = () => siteUrl().replace(/\/$/, '');
const link = (attributes = '', text = '惠企自测') => `<a data-zice href="${siteUrl()}index.html" ${attributes}>${text}</a>`;
const script = () => copied.plain.html.match(/<script.*<\/script>/s)[0];
const shownView = (frame, view) => frame.locator(`[data-view="${view}"]`).waitFor();
const isShown = (page, selector) => page.locator(selector).first().isVisible();

test('there are examples to copy, with the checksum of the script beside them', async () => {
  assert.deepEqual(Object.keys(copied), ['plain', 'options', 'fixed', 'two', 'strict', 'events', 'link', 'frame']);
  const text = await (await fetch(new URL('embed.js', siteUrl()))).text();
  const digest = Buffer.from(await crypto.subtle.digest('SHA-384', new TextEncoder().encode(text))).toString('base64');
  const withoutScript = ['link', 'frame'];
  for (const name of withoutScript) assert.ok(copied[name].html.includes(`${siteUrl()}index.html?`), `${name} holds this site's address`);
  for (const [name, { html }] of Object.entries(copied).filter(([name]) => !withoutScript.includes(name))) {
    assert.ok(html.includes(`integrity="sha384-${digest}"`), name);
    assert.ok(html.includes(`${siteUrl()}embed.js`), `${name} holds this site's address`);
    assert.doesNotMatch(html, /\{\{|zice\.example/);
  }
});

test('the page of examples shows its own frames and complains of nothing', async () => {
  const opened = await openPage({ path: 'embed-examples.html' });
  const { page } = opened;
  const frame = page.locator('iframe').first();
  await frame.scrollIntoViewIfNeeded();
  await frame.contentFrame().locator('html[data-sealed]').waitFor({ state: 'attached' });
  await page.locator('a[data-zice]').first().waitFor({ state: 'hidden' });
  await assertAccessible(page);
  await shot(page, 'embed-examples');
  opened.assertQuiet();
  await opened.close();
});

test('plain: link first, a frame when it comes near, ready, and as high as its content in every view', async () => {
  const host = await openHost(hostPage(`<div style="height:3000px">上面</div>${copied.plain.html}<p>下面</p>`));
  const { page } = host;
  await page.locator('a[data-zice]').waitFor();
  assert.equal(await page.locator('iframe').count(), 0, 'far away nothing is loaded');
  assert.ok(host.requests.every((url) => !url.includes('index.html')));
  await page.locator('a[data-zice]').scrollIntoViewIfNeeded();
  const frame = await host.widget();
  await page.locator('a[data-zice]').waitFor({ state: 'hidden' });
  assert.equal(await page.locator('iframe').getAttribute('title'), '惠企自测：看看您的企业可能享受哪些支持');
  await shownView(frame, 'intro');
  await assertExact(page, frame);
  await mouse.act(frame, 'next');
  await shownView(frame, 'question');
  await assertExact(page, frame);
  await mouse.act(frame, 'results');
  await shownView(frame, 'results');
  await assertExact(page, frame);
  host.assertQuiet();
  await host.close();
});

test('options: theme, language and topics arrive; the page shows them', async () => {
  const host = await openHost(hostPage(copied.options.html));
  const frame = await host.widget();
  await shownView(frame, 'intro');
  assert.deepEqual(await frame.locator('[data-view] input:checked').evaluateAll((all) => all.map((one) => one.value)), ['tax', 'finance']);
  const brand = () => getComputedStyle(document.documentElement).getPropertyValue('--zc-brand').trim();
  assert.equal(await frame.evaluate(brand), '#9c1410');
  host.assertQuiet();
  await host.close();
});

test('unknown options change nothing and say nothing', async () => {
  const host = await openHost(
    hostPage(link('data-lang="xx" data-theme="../../evil" data-topics="nonsense,%zz,tax" data-height="tall" data-max-height="-3"') + script()),
  );
  const frame = await host.widget();
  await shownView(frame, 'intro');
  assert.equal(await frame.evaluate(() => document.documentElement.lang), 'zh-CN');
  assert.equal(await frame.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--zc-brand').trim()), '#0b5d46');
  assert.deepEqual(await frame.locator('[data-view] input:checked').evaluateAll((all) => all.map((one) => one.value)), ['tax']);
  await assertExact(host.page, frame);
  host.assertQuiet();
  await host.close();
});

test('fixed: the height stays, the content scrolls inside', async () => {
  const host = await openHost(hostPage(copied.fixed.html));
  const frame = await host.widget();
  await host.page.locator('a[data-zice]').waitFor({ state: 'hidden' });
  await mouse.act(frame, 'next');
  await mouse.act(frame, 'results');
  await shownView(frame, 'results');
  assert.equal(await host.page.locator('iframe').evaluate((one) => one.clientHeight), 640);
  await frame.evaluate(() => scrollTo(0, 500));
  assert.equal(await frame.evaluate(() => scrollY), 500);
  host.assertQuiet();
  await host.close();
});

test('a host that gives less height than asked for leaves a page that scrolls', async () => {
  const host = await openHost(hostPage(link('data-max-height="500"') + script()));
  const frame = await host.widget();
  await frame.waitForFunction(() => getComputedStyle(document.documentElement).overflowY === 'auto');
  assert.equal(await host.page.locator('iframe').evaluate((one) => one.clientHeight), 500);
  await frame.evaluate(() => scrollTo(0, 200));
  assert.equal(await frame.evaluate(() => scrollY), 200);
  host.assertQuiet();
  await host.close();
});

test('two: each has its own height, language and events', async () => {
  const host = await openHost(hostPage(copied.two.html), { height: 3000 });
  const [first, second] = [await host.widget(0), await host.widget(1)];
  await mouse.act(first, 'next');
  await shownView(first, 'question');
  await shownView(second, 'intro');
  await assertExact(host.page, first, 0);
  await assertExact(host.page, second, 1);
  assert.deepEqual(await Promise.all([first, second].map((one) => one.evaluate(() => document.documentElement.lang))), ['zh-CN', 'en']);
  const steps = await host.told('step');
  assert.deepEqual(steps, [{ name: 'step', title: '惠企自测', detail: { step: 1 } }]);
  // One language for one of them.
  await host.page.locator('a[data-zice]').first().evaluate((one) => one.setAttribute('data-lang', 'en'));
  await first.locator('html[lang="en"]').waitFor({ state: 'attached' });
  await shownView(first, 'question');
  assert.equal(await second.evaluate(() => document.querySelectorAll('[data-view="intro"]').length), 1);
  host.assertQuiet();
  await host.close();
});

test('strict: works under a policy of two addresses and trusted types', async () => {
  const { html, policy } = copied.strict;
  const host = await openHost(hostPage(html).replace('<link rel="icon" href="data:,">', ''), { headers: { 'Content-Security-Policy': policy } });
  const frame = await host.widget();
  await host.page.locator('a[data-zice]').waitFor({ state: 'hidden' });
  await assertExact(host.page, frame);
  await mouse.act(frame, 'next');
  await shownView(frame, 'question');
  await assertExact(host.page, frame);
  assert.deepEqual(host.problems.filter((text) => !text.includes('favicon')), []);
  await host.close();
});

test('events: what the host learns in a whole journey is heights, numbers and the end; nothing else ever reaches its window', async () => {
  const host = await openHost(hostPage(copied.events.html), { height: 3000 });
  const frame = await host.widget();
  const profile = { facts: { location: 'menghai', entity: 'company', industry: 'industry', employees: 117, revenue: 4321.5 } };
  await mouse.act(frame, 'next');
  await arrived(frame, 'question');
  const asks = [];
  await walk(frame, mouse, profile, { each: async () => asks.push(await frame.locator('[data-view]').getAttribute('data-step')) });
  await shownView(frame, 'results');
  await host.page.waitForFunction(() => document.getElementById('where').textContent === '看到了结果');
  assert.ok((await shownResults(frame)).supports.length > 10);
  const heard = await host.page.evaluate(() => globalThis.heard);
  const shapes = new Set(heard.map(({ data }) => `${data.type}: ${Object.keys(data).sort()}`));
  assert.deepEqual([...shapes].sort(), ['finished: type,zice', 'height: height,type,zice', 'ready: type,zice', 'step: step,type,zice']);
  assert.ok(heard.every(({ origin, data }) => origin === site() && Object.values(data).every((one) => one === data.type || Number.isFinite(one))));
  assert.deepEqual((await host.told('step')).map(({ detail }) => detail.step), asks.map(Number), 'each question is told once, by its number');
  assert.equal((await host.told('finished')).length, 1);
  host.assertQuiet();
  await host.close();
});

test('hostile: forged messages from any other window change nothing, in the host or in the frame', async () => {
  const forger = `<script>
    globalThis.forge = (target, data) => target.postMessage(data, "*");
  </script>`;
  const host = await openHost(hostPage(`${link()}${script()}<iframe id="stranger" srcdoc="${forger.replaceAll('"', '&quot;')}"></iframe>`), { height: 3000 });
  const { page } = host;
  await page.locator('a[data-zice] + iframe').waitFor();
  const frame = await host.widget();
  await assertExact(page, frame);
  const before = await page.locator('iframe').first().evaluate((one) => one.style.height);
  const told = (await host.told()).length;
  const forged = [
    { zice: 1, type: 'height', height: 4 }, { zice: 1, type: 'height', height: 1e12 }, { zice: 1, type: 'finished' }, { zice: 1, type: 'step', step: 7 },
    { zice: 1, type: 'ready' }, { zice: 1, type: 'language', language: 'en' },
  ];
  // From the host's own window, from a stranger's frame, from a window of the frame's own origin, and as made-up events.
  await page.evaluate((forged) => {
    const stranger = document.getElementById('stranger').contentWindow;
    const widget = document.querySelector('a[data-zice] + iframe');
    for (const data of forged) {
      postMessage(data, '*');
      stranger.forge(window, data);
      stranger.forge(widget.contentWindow, data);
      dispatchEvent(new MessageEvent('message', { data, origin: new URL(widget.src).origin, source: widget.contentWindow }));
    }
  }, forged);
  const other = await page.context().newPage();
  const opening = page.waitForEvent('popup');
  await page.evaluate((url) => { globalThis.opened = open(url); }, new URL('plan.html', siteUrl()).href);
  const popup = await opening;
  await popup.waitForLoadState();
  await popup.evaluate((forged) => forged.forEach((data) => {
    opener.postMessage(data, '*');
    opener.frames[0].postMessage(data, '*');
  }), forged);
  // A message that arrives after all of these proves that they were read.
  await page.evaluate(() => new Promise((resolve) => {
    addEventListener('message', (event) => event.data === 'last' && resolve());
    postMessage('last', '*');
  }));
  await frame.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  assert.equal((await page.evaluate(() => globalThis.heard)).filter(({ data }) => data.type === 'finished').length >= 3, true, 'they did arrive');
  assert.equal((await host.told()).length, told, 'no event came of it');
  assert.equal(await page.locator('iframe').first().evaluate((one) => one.style.height), before);
  assert.equal(await frame.evaluate(() => document.documentElement.lang), 'zh-CN');
  await other.close();
  await host.close();
});

test('hostile: nonsense from the frame itself is measured before it is used', async () => {
  const evil = await openHost(hostPage('<p>evil</p>'));
  const host = await openHost(hostPage(`<a data-zice href="${evil.origin}/">惠企自测</a>${script().replace('<script', `<script data-origin="${evil.origin}"`)}`), { height: 2000 });
  const { page } = host;
  const frame = await (await page.locator('iframe').elementHandle()).contentFrame();
  await frame.locator('p').waitFor();
  await frame.evaluate(() => {
    const bad = [Infinity, NaN, -5, 1e9, '900px', null, { height: 900 }, [700]];
    for (const one of bad) {
      parent.postMessage({ zice: 1, type: 'height', height: one }, '*');
      parent.postMessage({ zice: 1, type: 'step', step: one }, '*');
    }
    for (const one of [null, 'height', 5, { zice: 2, type: 'ready' }, { zice: 1 }, { zice: 1, type: 'constructor' }]) parent.postMessage(one, '*');
    parent.postMessage({ zice: 1, type: 'height', height: 777.2 }, '*');
  });
  await page.waitForFunction(() => document.querySelector('iframe').style.height === '778px');
  assert.deepEqual(await host.told(), [{ name: 'height', title: '惠企自测', detail: { height: 778 } }]);
  host.assertQuiet();
  await host.close();
  await evil.close();
});

test('hostile: a host that names another origin in the address hears nothing', async () => {
  const url = new URL('index.html?embed=auto&host=https%3A%2F%2Fportal.example', siteUrl()).href;
  const host = await openHost(hostPage(`<iframe src="${url}" width="400" height="500"></iframe>`));
  const frame = await host.widget();
  await mouse.act(frame, 'next');
  await shownView(frame, 'question');
  assert.deepEqual(await host.page.evaluate(() => globalThis.heard), []);
  host.assertQuiet();
  await host.close();
});

test('blocked: no script, a wrong checksum, a policy without frames: the link stays and works', async () => {
  const hosts = {
    'script forbidden': [hostPage(copied.plain.html), { 'Content-Security-Policy': "script-src 'none'" }],
    'wrong checksum': [hostPage(copied.plain.html.replace(/sha384-..../, 'sha384-AAAA')), {}],
    'frames forbidden': [hostPage(copied.plain.html), { 'Content-Security-Policy': `frame-src 'none'; script-src ${siteUrl()}` }],
  };
  for (const [name, [html, headers]] of Object.entries(hosts)) {
    const host = await openHost(html, { headers });
    const { page } = host;
    assert.ok(await isShown(page, 'a[data-zice]'), name);
    assert.ok(host.problems.length > 0, `${name}: the browser refused something`);
    await page.locator('a[data-zice]').click();
    await page.locator('html[data-ready]').waitFor({ state: 'attached' });
    assert.equal(page.url(), new URL('index.html', siteUrl()).href, 'an ordinary visit');
    await host.close();
  }
});

test('a frame whose program cannot run leaves the link beside the way to the plan', async () => {
  const host = await openHost(hostPage(link() + script()), { init: () => delete globalThis.WebAssembly });
  const { page } = host;
  const frame = await (await page.locator('iframe').elementHandle()).contentFrame();
  await frame.locator('html[data-failed]').waitFor({ state: 'attached' });
  assert.ok(await isShown(page, 'a[data-zice]'));
  assert.ok(await frame.locator('.zc-before__failed a[href="plan.html"]').first().isVisible());
  await host.close();
});

test('a link to another origin than the script\'s, or one that was changed before it came near, stays a link', async () => {
  const evil = await openHost(hostPage('<p>evil</p>'));
  const host = await openHost(hostPage(`<a data-zice href="${evil.origin}/">x</a><a data-zice href="javascript:globalThis.ran=1">y</a>
    <div style="height:4000px"></div><a data-zice id="late" href="${siteUrl()}index.html">z</a>${script()}`));
  const { page } = host;
  await page.locator('#late').evaluate((link) => { link.href = 'javascript:globalThis.ran=1'; });
  await page.locator('#late').scrollIntoViewIfNeeded();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  assert.equal(await page.locator('iframe').count(), 0);
  assert.equal(await page.locator('a[data-zice]:visible').count(), 3);
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  await host.close();
  await evil.close();
});

test('the link disappears whatever the portal\'s style says of links', async () => {
  const host = await openHost(hostPage(`<div class="TRS_Editor">${link()}</div>${script()}`, '<style>.TRS_Editor a{display:block!important}</style>'));
  await host.widget();
  await host.page.locator('a[data-zice]').waitFor({ state: 'hidden' });
  await host.page.locator('iframe').evaluate((one) => one.remove());
  await host.page.locator('a[data-zice]').waitFor({ state: 'visible' });
  assert.equal(await host.page.locator('a[data-zice]').evaluate((one) => one.getAttribute('style') ?? ''), '');
  await host.close();
});

test('a frame that is refused goes away and leaves the link', async () => {
  // By the portal's own policy, at once; by the site's, after a while.
  const forbidden = await openHost(hostPage(copied.plain.html), { headers: { 'Content-Security-Policy': `frame-src 'none'; script-src ${siteUrl()}` } });
  await forbidden.page.locator('iframe').waitFor({ state: 'detached' });
  assert.ok(await isShown(forbidden.page, 'a[data-zice]'));
  await forbidden.close();
  const refusing = await openHost(hostPage(''), { headers: { 'X-Frame-Options': 'SAMEORIGIN' } });
  const html = hostPage(`<a data-zice href="${refusing.origin}/">惠企自测</a>${script().replace('<script', `<script data-origin="${refusing.origin}"`)}`);
  const host = await openHost(html, { init: () => { const later = setTimeout; globalThis.setTimeout = (task, delay) => later(task, delay / 50); } });
  await host.page.locator('iframe').waitFor({ state: 'detached' });
  assert.ok(await isShown(host.page, 'a[data-zice]'));
  await host.close();
  await refusing.close();
});

test('removed: nothing is left; brought back: it works again; a new one is found', async () => {
  const host = await openHost(hostPage(`<div id="a">${link()}</div><div id="b"></div>${script()}`), { height: 3000 });
  const { page } = host;
  await host.widget();
  await page.locator('a[data-zice]').waitFor({ state: 'hidden' });
  await page.evaluate(() => {
    globalThis.kept = document.querySelector('a[data-zice]');
    globalThis.kept.remove();
  });
  await page.locator('iframe').waitFor({ state: 'detached' });
  await page.evaluate(() => document.getElementById('b').append(globalThis.kept));
  await host.widget();
  await page.locator('a[data-zice]').waitFor({ state: 'hidden' });
  // The host takes the frame away: the link is a link again.
  await page.locator('iframe').evaluate((one) => one.remove());
  await page.locator('a[data-zice]').waitFor({ state: 'visible' });
  assert.equal(await page.locator('iframe').count(), 0);
  // A view of the host's own program comes later.
  const before = (await host.told('ready')).length;
  await page.evaluate((html) => { document.getElementById('a').innerHTML = html; }, link('data-lang="en"', 'later'));
  await host.widget();
  await page.waitForFunction((before) => globalThis.told.filter(({ name }) => name === 'ready').length > before, before);
  await page.evaluate(() => { document.body.innerHTML = '<p>gone</p>'; });
  assert.equal(await page.locator('iframe').count(), 0);
  await host.close();
});

test('the script twice on a page makes one frame', async () => {
  const host = await openHost(hostPage(`${link()}${script()}${script()}`));
  await host.widget();
  assert.equal(await host.page.locator('iframe').count(), 1);
  host.assertQuiet();
  await host.close();
});

test('without IntersectionObserver the frame comes at once', async () => {
  const host = await openHost(hostPage(`<div style="height:5000px"></div>${link()}${script()}`), { init: () => delete globalThis.IntersectionObserver });
  await host.widget();
  await host.close();
});

test('a frame takes neither focus nor place from the host, and a new view begins at its top', async () => {
  const filler = '<p style="height:1200px">门户的内容</p>';
  const host = await openHost(hostPage(`<input id="search" autofocus>${filler.replace('1200', '500')}${link()}${filler}${script()}`), { width: 360, height: 640 });
  const { page } = host;
  const frame = await host.widget();
  await page.locator('a[data-zice]').waitFor({ state: 'hidden' });
  assert.equal(await page.evaluate(() => document.activeElement.id), 'search');
  assert.equal(await page.evaluate(() => scrollY), 0);
  await mouse.act(frame, 'next');
  await arrived(frame, 'question');
  await page.waitForFunction(() => {
    const top = document.querySelector('iframe').getBoundingClientRect().top;
    return 0 <= top && top < innerHeight / 2;
  });
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'IFRAME');
  await assertExact(page, frame);
  await host.close();
});

test('below a bar of the portal that stays at the top a new view begins under the bar', async () => {
  const bar = '<div style="position:fixed;top:0;left:0;right:0;height:64px;background:#fff">门户</div>';
  const host = await openHost(hostPage(`${bar}<p style="height:700px"></p>${link('data-offset="64"')}<p style="height:1500px"></p>${script()}`), { width: 360, height: 640 });
  const { page } = host;
  const top = () => page.evaluate(() => document.querySelector('iframe').getBoundingClientRect().top);
  const frame = await host.widget();
  await shownView(frame, 'intro');
  await mouse.act(frame, 'next');
  await arrived(frame, 'question');
  await page.evaluate(() => scrollTo(0, 1000));
  await mouse.act(frame, 'skip');
  await page.waitForFunction(() => 0 < document.querySelector('iframe').getBoundingClientRect().top);
  assert.equal(Math.round(await top()), 64);
  await host.close();
});

test('in a tab of the portal that is hidden at first: it comes when the tab is opened, as high as its content', async () => {
  const host = await openHost(hostPage(`<button id="tab">惠企</button><div id="panel" style="display:none">${link()}</div>${script()}`));
  const { page } = host;
  await page.locator('#tab').waitFor();
  assert.equal(await page.locator('iframe').count(), 0, 'nothing is loaded for a tab that nobody opens');
  await page.evaluate(() => document.querySelector('#panel').style.removeProperty('display'));
  const frame = await host.widget();
  await shownView(frame, 'intro');
  await assertExact(page, frame);
  // Closed and opened again, nothing is lost.
  await mouse.act(frame, 'next');
  await arrived(frame, 'question');
  await page.evaluate(() => document.querySelector('#panel').style.setProperty('display', 'none'));
  await page.evaluate(() => document.querySelector('#panel').style.removeProperty('display'));
  await shownView(frame, 'question');
  await assertExact(page, frame);
  await host.close();
});

test('the portal’s own print has the results on one sheet and no empty pages', async () => {
  const host = await openHost(hostPage(`<p>门户的内容</p>${link()}<p>页脚</p>${script()}`));
  const { page } = host;
  const frame = await host.widget();
  await mouse.act(frame, 'next');
  await arrived(frame, 'question');
  await mouse.act(frame, 'results');
  await shownView(frame, 'results');
  const onScreen = await page.evaluate(() => document.querySelector('iframe').offsetHeight);
  assert.ok(3000 < onScreen, 'on the screen they are long');
  const pages = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g).length;
  assert.ok(pages <= 3, `${pages} pages`);
  assert.equal(await page.evaluate(() => document.querySelector('iframe').offsetHeight), onScreen, 'and as before afterwards');
  await host.close();
});

test('320 pixels: nothing is cut off, nothing scrolls sideways, no second scroll bar', async () => {
  const host = await openHost(hostPage(`<div style="width:320px">${link()}</div>${script()}`), { width: 400 });
  const frame = await host.widget();
  for (const view of ['intro', 'question', 'results']) {
    await shownView(frame, view);
    await assertExact(host.page, frame);
    assert.ok(await frame.evaluate(() => document.documentElement.scrollWidth <= 320), view);
    if (view !== 'results') await mouse.act(frame, view === 'intro' ? 'next' : 'results');
  }
  assert.equal(await asked(frame), null);
  await host.close();
});

const ground = (frame) => frame.evaluate(() => getComputedStyle(document.body).backgroundColor);
const brightness = (colour) => colour.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3;

test('a dark portal in a light browser and the other way round: the frame follows the portal', async () => {
  for (const [colorScheme, asked] of [['light', 'dark'], ['dark', 'light']]) {
    const host = await openHost(hostPage(link(`data-scheme="${asked}" data-theme="red"`) + script()), { context: { colorScheme } });
    const frame = await host.widget();
    const light = brightness(await ground(frame));
    assert.ok(asked === 'dark' ? light < 80 : light > 200, `${asked}: ${light}`);
    await mouse.act(frame, 'next');
    await shownView(frame, 'question');
    assert.equal(brightness(await ground(frame)), light, 'and stays so when the rest has come');
    assert.equal(await frame.evaluate(() => getComputedStyle(document.documentElement).colorScheme), asked);
    host.assertQuiet();
    await host.close();
  }
});

test('bare: no second title, bar or opening below the portal’s own; the first view begins with what can be chosen', async () => {
  const host = await openHost(hostPage(`<h1>门户</h1>${link('data-chrome="bare"')}${script()}`));
  const frame = await host.widget();
  for (const gone of ['.zc-bar', '.zc-points', '.zc-lead']) assert.equal(await frame.locator(gone).first().isVisible(), false, gone);
  const heading = await frame.locator('#heading').boundingBox();
  assert.ok(heading.height <= 1 && heading.width <= 1, 'the heading is for the focus alone');
  await mouse.act(frame, 'next');
  await shownView(frame, 'question');
  assert.ok(await frame.locator('#heading').isVisible());
  await assertExact(host.page, frame);
  host.assertQuiet();
  await host.close();
  // Outside a frame nothing is left out.
  const alone = await openPage({ path: 'index.html?chrome=bare' });
  const page = await alone.ready();
  assert.ok(await page.locator('.zc-bar').isVisible());
  await alone.close();
});

test('old portals: quirks mode, GB2312, <base target>, links that their style shows, an editor that keeps only a link or a frame', async () => {
  const old = (body) => Buffer.from(`<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>x</title><link rel="icon" href="data:,"><base target="_blank">` +
    `<style>a{display:inline-block}.TRS_Editor a{display:block!important}</style></head><body><div class="TRS_Editor">${body}</div></body></html>`, 'latin1');
  const ascii = (html) => html.replace(/[^\x00-\x7f]/g, 'x');
  const host = await openHost(old(ascii(link() + script())), { headers: { 'Content-Type': 'text/html; charset=gb2312' } });
  assert.equal(await host.page.evaluate(() => [document.compatMode, document.characterSet].join()), 'BackCompat,GBK');
  const frame = await host.widget();
  await host.page.locator('a[data-zice]').waitFor({ state: 'hidden' });
  await mouse.act(frame, 'next');
  await shownView(frame, 'question');
  await assertExact(host.page, frame);
  assert.match(await frame.locator('#heading').textContent(), /[\u4e00-\u9fff]/, 'Chinese is Chinese');
  host.assertQuiet();
  await host.close();
  const framed = await openHost(hostPage(copied.frame.html));
  const inside = await framed.widget();
  await mouse.act(inside, 'next');
  await shownView(inside, 'question');
  assert.ok(await isShown(framed.page, 'a'), 'a link stands beside it');
  framed.assertQuiet();
  await framed.close();
  const linked = await openHost(hostPage(copied.link.html));
  const [opened] = await Promise.all([linked.page.waitForEvent('popup'), linked.page.locator('a').click()]);
  await opened.locator('html[data-ready]').waitFor({ state: 'attached' });
  assert.deepEqual(await opened.locator('#app [name=topics]:checked').evaluateAll((all) => all.map((one) => one.value)), ['tax']);
  await linked.close();
});
