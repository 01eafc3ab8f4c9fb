// What Firefox does in its own way: whose frame a page stands in. The stock browser, driven by WebDriver BiDi.

import { after, test } from 'node:test';
import { firefoxPath, siteUrl, startFirefox } from './harness.mjs';
import { hostPage, hostSite } from './host.mjs';

if (!firefoxPath()) console.log('# Firefox is not installed: what it does in its own way was not tried');
const firefox = firefoxPath() && (await startFirefox());
const run = firefox ? test : () => {};
after(() => firefox?.close());

run('an embedded page speaks to its host, although Firefox tells it nobody\'s name', async () => {
  const origin = await hostSite(hostPage(`<a data-zice href="${siteUrl()}index.html">惠企自测</a><script src="${siteUrl()}embed.js"></script>`));
  const page = await (await firefox.newContext({ locale: 'zh-CN' })).newPage();
  await page.goto(`${origin}/`);
  const frame = await (await page.locator('iframe').elementHandle()).contentFrame();
  await frame.locator('html[data-sealed]').waitFor({ state: 'attached' });
  await page.locator('a[data-zice]').waitFor({ state: 'hidden' });
  await page.waitForFunction(() => document.querySelector('iframe').clientHeight !== 560);
  await page.locator('a[data-zice]').evaluate((link) => link.setAttribute('data-lang', 'en'));
  await frame.locator('html[lang="en"]').waitFor({ state: 'attached' });
  await page.context().close();
});
