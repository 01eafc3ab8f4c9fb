// What a portal writes beside the page (config/): shown where it belongs, never a word to a visitor where it is wrong, kept for a visit without a network.

import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openPage, ziceLink } from './harness.mjs';
import { serveFolder } from './site.mjs';
import { arrived, asked, mouse, start, unfold } from './walk.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(root, 'dist');
const folders = mkdtempSync(join(tmpdir(), 'zice-settings-'));
after(() => rmSync(folders, { recursive: true, force: true }));

/** The site with these files in its config folder and no others; its server. */
async function site(files) {
  const folder = mkdtempSync(join(folders, 'site-'));
  cpSync(dist, folder, { recursive: true });
  rmSync(join(folder, 'config'), { recursive: true, force: true });
  mkdirSync(join(folder, 'config'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, 'config', name), content);
  return { folder, ...(await serveFolder(folder)) };
}

const TABLE = `部门,县市,电话,地址,办公时间\r
州工业和信息化局,,0691-1111111,州府路,\r
州工业和信息化局,勐海县,0691-2222222、0691-3333333,勐海街 2 号,工作日\r
州财政局,,错号,,\r
`;
/** The table in GBK, as Excel in Chinese saves it: made by iconv, as neither Node nor this test writes it. */
const GBK = readFileSync(join(root, 'tests/settings/contacts-gbk.csv'));
const SITE = { portal: '某某服务中心', address: 'https://portal.example/zice/', topics: ['tax', 'nonsense', 'finance'], theme: 'red', idle: 39 };
const FIRM = { topics: [], facts: { location: 'menghai', entity: 'company', industry: 'industry', employees: 120, revenue: 4200 } };
const colour = (page) => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--zc-brand').trim());

async function results(server, profile = FIRM) {
  const opened = await openPage({ path: `${server.url}#p=${ziceLink(profile)}` });
  const page = await opened.ready();
  await mouse.act(page, 'use-link');
  await arrived(page, 'results');
  return { opened, page };
}

for (const [coding, table] of [['UTF-8', TABLE], ['UTF-8 with a mark', `\ufeff${TABLE}`], ['GBK', GBK]]) {
  test(`a county's own number stands first, in ${coding}; the portal names itself`, async () => {
    const server = await site({ 'site.json': JSON.stringify(SITE), 'contacts.csv': table });
    const { opened, page } = await results(server);
    const office = page.locator('.zc-contacts [data-agency="industry_it"]');
    assert.deepEqual(await office.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href')).slice(0, 2)), ['tel:06912222222', 'tel:06913333333']);
    assert.match(await office.textContent(), /0691-2222222、0691-3333333 · 勐海街 2 号 · 工作日/);
    assert.doesNotMatch(await page.locator('body').innerHTML(), /1111111|错号/, 'of two numbers that of the county, and none that cannot be one');
    assert.match(await page.locator('footer').textContent(), /由某某服务中心提供/);
    const card = page.locator('[data-support]').filter({ has: page.locator('h3') }).first();
    assert.ok(await card.count());
    assert.match(await page.locator('.zc-sheet').first().textContent(), /由某某服务中心提供/);
    opened.assertQuiet();
    await opened.close();
    await server.close();
  });
}

test('the card shows the number of the county', async () => {
  const server = await site({ 'contacts.csv': TABLE });
  const { opened, page } = await results(server);
  const support = await page.locator('.zc-contacts [data-agency="industry_it"] ~ *, [data-support]').evaluateAll((all) => all.map((one) => one.dataset.support).find(Boolean));
  assert.ok(support);
  for (const id of await page.locator('article[data-support]').evaluateAll((cards) => cards.slice(0, 12).map((card) => card.dataset.support))) {
    await unfold(page, id);
    const whom = page.locator(`article[data-support="${id}"] .zc-card__whom`);
    if ((await whom.count()) && /工业和信息化局/.test(await whom.first().textContent())) {
      assert.equal(await whom.first().locator('a[href="tel:06912222222"]').count(), 1);
      await opened.close();
      await server.close();
      return;
    }
  }
  assert.fail('no card names the bureau');
});

test('topics and a theme are there from the start; the address of links is the portal’s; a fault changes nothing and says nothing', async () => {
  const server = await site({ 'site.json': JSON.stringify(SITE) });
  const opened = await openPage({ path: server.url });
  const page = await opened.ready();
  await page.waitForFunction(() => getComputedStyle(document.documentElement).getPropertyValue('--zc-brand').trim() === '#9c1410');
  assert.deepEqual(await page.locator('#app [name=topics]:checked').evaluateAll((all) => all.map((one) => one.value)), ['tax', 'finance']);
  assert.equal(await page.locator('meta[name=zice-address]').getAttribute('content'), 'https://portal.example/zice/');
  // The address's own options come first.
  const other = await openPage({ path: `${server.url}?topics=trade&theme=blue` });
  const second = await other.ready();
  assert.deepEqual(await second.locator('#app [name=topics]:checked').evaluateAll((all) => all.map((one) => one.value)), ['trade']);
  assert.notEqual(await colour(second), '#9c1410');
  for (const one of [opened, other]) {
    assert.equal(one.problems.filter((problem) => !/contacts\.csv/.test(problem)).length, 0, one.problems.join('\n'));
    await one.close();
  }
  await server.close();
});

test('a file of nonsense, a page instead of a file, no folder at all: the page is as it is without, and the visitor hears nothing', async () => {
  const page404 = '<!doctype html><title>404</title><p>页面不存在</p>';
  for (const files of [
    { 'site.json': '{"portal": }', 'contacts.csv': '\u0000\u0001' },
    { 'site.json': page404, 'contacts.csv': page404 },
    { 'site.json': '[1]', 'contacts.csv': Buffer.from([0xff, 0xff, 0xff]) },
    { 'site.json': '{"theme": "own", "topics": "tax", "pack": 7}', 'contacts.csv': TABLE.replace('部门', '部'), 'theme.css': 'body { display: none }' },
    {},
  ]) {
    const server = await site(files);
    const opened = await openPage({ path: server.url });
    const page = await opened.ready();
    assert.equal(await colour(page), '#0b5d46');
    await start(page, mouse, []);
    assert.notEqual(await asked(page), null);
    assert.doesNotMatch(await page.locator('body').textContent(), /site\.json|contacts|theme\.css|提供/);
    // Of a file that is not there the browser's console tells its developer, nobody else.
    if (Object.keys(files).length) opened.assertQuiet();
    await opened.close();
    await server.close();
  }
});

/** The themes of tests/settings, and whether the core finds a fault in them (crates/cli/tests/settings.rs). */
const themes = readdirSync(join(root, 'tests/settings')).filter((name) => name.endsWith('.toml')).map((name) => {
  const text = readFileSync(join(root, 'tests/settings', name), 'utf8');
  const [, long, short] = /^theme = (?:'''\n?([^]*?)'''|("[^\n]*"))$/m.exec(text) ?? [];
  return { name, theme: long ?? (short && JSON.parse(short)), right: !/"theme\.css \d/.test(text) };
}).filter(({ theme }) => theme && /--zc-brand/.test(theme));

test('the page takes exactly the themes that the core finds no fault in', async () => {
  assert.ok(themes.some(({ right }) => right) && themes.some(({ right }) => !right));
  for (const { name, theme, right } of themes) {
    const server = await site({ 'site.json': '{"theme": "own"}', 'contacts.csv': '', 'theme.css': theme });
    const opened = await openPage({ path: server.url });
    const page = await opened.ready();
    assert.equal((await colour(page)) !== '#0b5d46', right, name);
    opened.assertQuiet();
    await opened.close();
    await server.close();
  }
});

test('what a portal says of the plan stands above every view', async () => {
  const server = await site({ 'site.json': '{"plan_state": "replaced", "plan_note": "见公告。"}', 'contacts.csv': '' });
  const opened = await openPage({ path: server.url });
  const page = await opened.ready();
  await page.locator('[data-plan-state]').waitFor();
  assert.match(await page.locator('[data-plan-state]').textContent(), /已经由新的文件代替.*见公告。/);
  await start(page, mouse, []);
  assert.equal(await page.locator('[data-plan-state]').count(), 1);
  opened.assertQuiet();
  await opened.close();
  await server.close();
});

test('kept for a visit without a network, and the newest with one', async () => {
  const server = await site({ 'site.json': '{"portal": "甲"}', 'contacts.csv': '' });
  const opened = await openPage({ path: server.url, context: { serviceWorkers: 'allow' } });
  const page = await opened.ready();
  await page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => new Promise((resolve) => {
    if (active.state === 'activated') resolve();
    active.addEventListener('statechange', resolve);
  })));
  const says = async (name) => {
    await page.goto(server.url);
    await page.locator('html[data-loaded]').waitFor({ state: 'attached' });
    assert.match(await page.locator('footer').textContent(), new RegExp(`由${name}提供`));
  };
  await says('甲');
  writeFileSync(join(server.folder, 'config', 'site.json'), '{"portal": "乙"}');
  await says('乙');
  await server.close();
  await says('乙');
  await opened.close();
});
