// deploy/nginx.conf and deploy/Caddyfile, really run with the built site: types, compression, caching, headers, and a page that becomes ready.
//
// Only address, folder and name are put in. `cargo xtask test` installs both servers; where one is missing, its part is left out.

import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { openPage } from './harness.mjs';

const root = new URL('../..', import.meta.url).pathname;
const dist = join(root, 'dist');
const folder = mkdtempSync(join(tmpdir(), 'zice-deploy-'));
const children = [];

after(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function which(program) {
  const places = `${process.env.PATH}${delimiter}/usr/sbin${delimiter}/usr/local/sbin`.split(delimiter);
  return places.map((place) => join(place, program)).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Changes a line that must be there. */
function change(text, from, to) {
  assert.ok(text.includes(from), `the example still says ${from}`);
  return text.replace(from, to);
}

const SERVERS = {
  nginx(port) {
    const module = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so';
    let site = readFileSync(join(root, 'deploy/nginx.conf'), 'utf8');
    site = change(change(site, 'listen 80;', `listen 127.0.0.1:${port};`), 'root /srv/zice;', `root ${dist};`);
    if (!existsSync(module)) site = change(site, 'brotli_static on;', '');
    writeFileSync(join(folder, 'zice.conf'), site);
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ');
    const around = `${existsSync(module) ? `load_module ${module};` : ''} daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr;
      events {} http { access_log off; ${temporary} include ${folder}/zice.conf; }`;
    writeFileSync(join(folder, 'nginx.conf'), around);
    return { args: ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')], brotli: existsSync(module) };
  },
  caddy(port) {
    let site = readFileSync(join(root, 'deploy/Caddyfile'), 'utf8');
    site = change(change(site, '\nzice.example {', `\nhttp://127.0.0.1:${port} {`), 'root * /srv/zice', `root * ${dist}`);
    writeFileSync(join(folder, 'Caddyfile'), `{\n\tadmin off\n\tauto_https off\n}\n${site}`);
    return { args: ['run', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')], brotli: true };
  },
};

/** Status, headers and length of an answer, undecoded. */
const get = (url, headers = {}, method = 'GET') =>
  new Promise((resolve, reject) => {
    const asked = request(url, { method, headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
    });
    asked.on('error', reject).end();
  });

async function start(name, program) {
  const port = await freePort();
  const { args, brotli } = SERVERS[name](port);
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder } });
  children.push(child);
  let said = '';
  child.stderr.on('data', (data) => { said += data; });
  const address = `http://127.0.0.1:${port}/`;
  const deadline = Date.now() + 10_000;
  for (;;) {
    const answer = await get(address).catch(() => null);
    if (answer) return { address, brotli };
    assert.ok(child.exitCode === null && Date.now() < deadline, `${name} does not answer: ${said}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const named = (pattern) => readdirSync(dist).find((name) => pattern.test(name));
const TYPES = [
  ['', /^text\/html; charset=utf-8$/i],
  ['plan.html', /^text\/html; charset=utf-8$/i],
  ['embed.js', /^(text|application)\/javascript; charset=utf-8$/i],
  [named(/^start-.*\.js$/), /^(text|application)\/javascript; charset=utf-8$/i],
  [named(/^zice-.*\.css$/), /^text\/css; charset=utf-8$/i],
  [named(/\.wasm$/), /^application\/wasm$/i],
  [`themes/${readdirSync(join(dist, 'themes')).find((name) => name.endsWith('.css'))}`, /^text\/css; charset=utf-8$/i],
  [named(/^pack-.*\.bin$/), /^application\/octet-stream$/i],
];
const hashed = (name) => /-[0-9a-f]{12,}(_bg)?\.[a-z0-9]+$/.test(name);

for (const name of Object.keys(SERVERS)) {
  const program = which(name);
  if (!program) {
    console.log(`# ${name} is not installed: its example was not run`);
    continue;
  }

  test(`${name}: types, compression, caching, headers, and a page that becomes ready`, async () => {
    const { address, brotli } = await start(name, program);
    for (const [path, type] of TYPES) {
      const plain = await get(address + path);
      assert.equal(plain.status, 200, path);
      assert.match(plain.headers['content-type'], type, path);
      assert.equal(plain.headers['content-encoding'], undefined, path);
      assert.equal(plain.headers['cache-control'], hashed(path) ? 'public, max-age=31536000, immutable' : 'no-cache', path);
      assert.equal(plain.headers['x-content-type-options'], 'nosniff', path);
      assert.equal(plain.headers['referrer-policy'], 'no-referrer', path);
      assert.match(plain.headers['content-security-policy'], /^frame-ancestors 'self' https:\/\/portal\.example$/, path);
      assert.match(plain.headers['permissions-policy'], /camera=\(\)/, path);
      assert.equal(plain.headers['access-control-allow-origin'], path === 'embed.js' ? '*' : undefined, path);
      const file = join(dist, path || 'index.html');
      assert.deepEqual(plain.body, readFileSync(file), path);
      if (!existsSync(`${file}.br`)) continue;
      for (const [coding, ending] of brotli ? [['br', 'br'], ['gzip', 'gz']] : [['gzip', 'gz']]) {
        const packed = await get(address + path, { 'Accept-Encoding': coding === 'br' ? 'gzip, deflate, br' : 'gzip' });
        assert.equal(packed.headers['content-encoding'], coding, `${path} in ${coding}`);
        assert.match(packed.headers['content-type'], type, path);
        assert.match(packed.headers.vary, /accept-encoding/i, path);
        assert.deepEqual(packed.body, readFileSync(`${file}.${ending}`), `${path} is the file compressed beforehand`);
        const again = await get(address + path, { 'Accept-Encoding': 'gzip, deflate, br', 'If-None-Match': packed.headers.etag });
        if (coding === 'br' || !brotli) assert.equal(again.status, 304, `${path} did not change`);
      }
    }
    assert.equal((await get(`${address}nothing-here.html`)).status, 404);
    assert.ok([403, 405].includes((await get(address, {}, 'POST')).status));
    const opened = await openPage({ path: address });
    await opened.ready();
    assert.ok(opened.requests.every(({ url }) => url.startsWith(address)));
    opened.assertQuiet();
    await opened.close();
  });
}
