// A small server of a folder, for tests that need to change what is served, or to stop serving it.

import { createServer } from 'node:http';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.wasm': 'application/wasm',
  '.json': 'application/json', '.webmanifest': 'application/manifest+json', '.svg': 'image/svg+xml', '.png': 'image/png',
};

/**
 * Serves `folder` on 127.0.0.1. Returns `{ url, asked, serve(folder), answer(handler), close() }`: `asked` lists the paths asked for, `serve`
 * changes the folder, and `handler(path, response)` may answer instead of it by returning true.
 */
export async function serveFolder(folder, port = 0) {
  let from = folder;
  let handler = () => false;
  const asked = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x/').pathname);
    asked.push(path);
    if (handler(path, response)) return;
    let file = join(from, normalize(path));
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
    if (!existsSync(file)) {
      response.writeHead(404, { 'Content-Type': 'text/plain' });
      response.end('There is no such file.');
      return;
    }
    const hashed = /-[0-9a-f]{12,}(_bg)?\.\w+$/.test(file);
    response.writeHead(200, {
      'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
      'Cache-Control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    asked,
    serve: (folder) => { from = folder; },
    answer: (other) => { handler = other; },
    close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }),
  };
}
