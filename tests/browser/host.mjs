// Somebody else's site around the page: a server of its own origin on 127.0.0.1, and what it saw.

import { createServer } from 'node:http';
import { after } from 'node:test';
import assert from 'node:assert/strict';
import { browser, siteUrl } from './harness.mjs';

const servers = [];

after(() => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
});

/** A site that sends this HTML under every path; resolves to its origin. */
export async function hostSite(html, headers = {}, port = 0) {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', ...headers });
    response.end(html);
  });
  servers.push(server);
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return `http://127.0.0.1:${server.address().port}`;
}

/** A host page as portals have them, around this body. */
export const hostPage = (body, head = '') =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>门户</title>` +
  `<link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`;

/** Everything that reaches the window of the host, and the events on its elements, in order. Runs before the host's own scripts. */
function record() {
  globalThis.heard = [];
  globalThis.told = [];
  addEventListener('message', (event) => globalThis.heard.push({ origin: event.origin, data: event.data }));
  for (const name of ['ready', 'height', 'step', 'finished']) {
    document.addEventListener(`zice:${name}`, (event) => {
      globalThis.told.push({ name, title: event.target.textContent, detail: event.detail });
    });
  }
}

/**
 * Opens a host page in a fresh context. Resolves to `{ page, origin, problems, requests, widget, told, close }`;
 * `widget(n)` is the n-th frame once the program in it is ready; `files` stand beside the page in the frame, by path.
 */
export async function openHost(html, { headers, port, width = 1000, height = 800, init, files = {}, context: more } = {}) {
  const origin = await hostSite(html, headers, port);
  const context = await (await browser()).newContext({ viewport: { width, height }, locale: 'zh-CN', reducedMotion: 'reduce', ...more });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const problems = [];
  const requests = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  context.on('request', (request) => requests.push(request.url()));
  await page.addInitScript(record);
  if (init) await page.addInitScript(init);
  for (const [path, body] of Object.entries(files)) {
    await page.route(new URL(path, siteUrl()).href, (route) => route.fulfill({ body, contentType: 'application/octet-stream' }));
  }
  await page.goto(`${origin}/`);
  return {
    page,
    origin,
    problems,
    requests,
    async widget(n = 0) {
      const element = await page.locator('iframe').nth(n).elementHandle();
      const frame = await element.contentFrame();
      await frame.locator('html[data-sealed]').waitFor({ state: 'attached' });
      // One keyboard for all of the window: the hands of walk.mjs expect it at what they walk through.
      frame.keyboard = page.keyboard;
      return frame;
    },
    told: (name) => page.evaluate((name) => globalThis.told.filter((one) => !name || one.name === name), name),
    assertQuiet: () => assert.deepEqual(problems, [], 'the host complained'),
    close: () => context.close(),
  };
}

/** The examples that embed-examples.html offers for copying, by name: `{ html, policy }`. */
export async function examples() {
  const context = await (await browser()).newContext();
  const page = await context.newPage();
  await page.goto(new URL('embed-examples.html', siteUrl()).href);
  const found = await page.locator('[data-example]').evaluateAll((all) =>
    all.map((one) => [one.dataset.example, { html: one.textContent, policy: one.dataset.policy }]),
  );
  await context.close();
  return Object.fromEntries(found);
}

/** The frame is exactly as high as its content, or, while a question is asked, as the step that all questions fit in; nothing scrolls but the host. */
export async function assertExact(page, frame, n = 0) {
  await page.waitForFunction(
    async ([n]) => document.querySelectorAll('iframe')[n].clientHeight > 0,
    [n],
  );
  const fits = () => {
    const { height } = document.documentElement.getBoundingClientRect();
    const asks = document.querySelector('[data-view="question"]');
    return document.documentElement.scrollHeight <= innerHeight && (asks ? innerHeight % 600 === 0 && height <= innerHeight : Math.abs(height - innerHeight) <= 1);
  };
  await frame.waitForFunction(fits);
}
