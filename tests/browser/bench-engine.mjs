// The engine's bench in Chromium: the same cases as `cargo bench --bench engine`, called by `cargo xtask bench` with the folder that holds the program.
//
// The page is isolated from other origins, for its clock is coarse otherwise.

import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { basename, extname, join } from 'node:path';
import { chromium } from 'playwright-core';

const folder = process.argv[2];
const TYPES = { '.js': 'text/javascript', '.wasm': 'application/wasm' };
const ISOLATED = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

const server = createServer((request, response) => {
  const name = basename(new URL(request.url, 'http://localhost').pathname);
  response.setHeaders(new Map(Object.entries(ISOLATED)));
  if (!name) return response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><link rel="icon" href="data:,">');
  response.writeHead(200, { 'Content-Type': TYPES[extname(name)] ?? 'text/plain' });
  createReadStream(join(folder, name)).on('error', () => response.end()).pipe(response);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

const browser = await chromium.launch({ executablePath: process.env.ZICE_CHROMIUM, headless: true, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const table = await page.evaluate(async () => {
    if (!globalThis.crossOriginIsolated) throw new Error('the clock is coarse');
    const { default: load, bench } = await import('/zice-bench.js');
    await load({ module_or_path: '/zice-bench_bg.wasm' });
    return bench(() => Math.round(performance.now() * 1000));
  });
  console.log(`in Chromium ${browser.version()}\n${table}`);
} finally {
  await browser.close();
  server.close();
}
