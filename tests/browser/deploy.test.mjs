// The examples in deploy/, really run with the built site: types, compression, caching, headers, a page that becomes ready, and one in the frame of another
// site. nginx, Caddy, Apache httpd (in its configuration and as .htaccess) and Tomcat run; IIS does not run here: web.config is held to its schema only.
//
// Only address, folder and name are put in. `cargo xtask test` installs the servers; where one is missing, its part is left out.

import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { accessSync, chmodSync, constants, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, extname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browser, openPage, waitReady } from './harness.mjs';
import { hostPage, openHost } from './host.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = process.env.ZICE_DIST ?? join(root, 'dist');
const folder = mkdtempSync(join(tmpdir(), 'zice-deploy-'));
// Apache's workers are another user than root.
chmodSync(folder, 0o755);
const children = [];

after(() => {
  // Apache's workers outlive their parent and hold its standard error open: the whole group goes, or this process would never end.
  for (const child of children) {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      child.kill('SIGKILL');
    }
    child.stderr?.destroy();
  }
  rmSync(folder, { recursive: true, force: true });
});

function which(program) {
  const places = `${process.env.PATH}${delimiter}/usr/sbin${delimiter}/usr/local/sbin`.split(delimiter);
  const paths = isAbsolute(program) ? [program] : places.map((place) => join(place, program));
  return paths.find((path) => {
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

/** The portal that the examples let show the page in a frame; a test puts its own in. */
const PORTAL = 'https://portal.example';

/** How each server is started: program, arguments, environment, whether it sends brotli, and what it calls itself when it is missing. */
const SERVERS = {
  nginx: {
    program: 'nginx',
    start({ port, example, home }) {
      const module = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so';
      let site = example('nginx.conf');
      site = change(change(site, 'listen 80;', `listen 127.0.0.1:${port};`), 'root /srv/zice;', `root "${dist}";`);
      if (!existsSync(module)) site = change(site, 'brotli_static on;', '');
      writeFileSync(join(home, 'zice.conf'), site);
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${home}/${name};`).join(' ');
      const around = `${existsSync(module) ? `load_module ${module};` : ''} daemon off; master_process off; pid ${home}/nginx.pid; error_log stderr;
        events {} http { access_log off; ${temporary} include ${home}/zice.conf; }`;
      writeFileSync(join(home, 'nginx.conf'), around);
      return { args: ['-p', home, '-e', 'stderr', '-c', join(home, 'nginx.conf')], brotli: existsSync(module) };
    },
  },
  caddy: {
    program: 'caddy',
    start({ port, example, home }) {
      const site = change(change(example('Caddyfile'), '\nzice.example {', `\nhttp://127.0.0.1:${port} {`), 'root * /srv/zice', `root * "${dist}"`);
      writeFileSync(join(home, 'Caddyfile'), `{\n\tadmin off\n\tauto_https off\n}\n${site}`);
      return { args: ['run', '--adapter', 'caddyfile', '--config', join(home, 'Caddyfile')], brotli: true };
    },
  },
  'Apache httpd': {
    program: 'apache2',
    start({ port, example, home }) {
      const folder = copied(home);
      const site = change(change(example('apache.conf'), '<VirtualHost *:80>', `<VirtualHost 127.0.0.1:${port}>`), 'DocumentRoot /srv/zice', `DocumentRoot ${folder}`);
      writeFileSync(join(home, 'zice.conf'), change(site, '<Directory /srv/zice>', `<Directory ${folder}>`));
      return { args: apache(home, port, `Include ${home}/zice.conf`), brotli: true };
    },
  },
  'Apache httpd with .htaccess': {
    program: 'apache2',
    start({ port, example, home }) {
      const site = copied(home);
      writeFileSync(join(site, '.htaccess'), example('apache.htaccess'));
      const around = `DocumentRoot ${site}
        <Directory ${site}>
          Require all granted
          AllowOverride AuthConfig FileInfo Indexes Limit Options=Indexes
        </Directory>`;
      return { args: apache(home, port, around), brotli: true };
    },
  },
  'Tomcat 10': {
    program: '/usr/share/tomcat10/bin/catalina.sh',
    start({ port, example, home }) {
      for (const name of ['conf', 'logs', 'temp', 'work', 'webapps']) mkdirSync(join(home, name));
      const site = copied(home, 'webapps/ROOT');
      mkdirSync(join(site, 'WEB-INF'));
      for (const name of ['web.xml', 'headers.jsp']) writeFileSync(join(site, 'WEB-INF', name), example(`tomcat/WEB-INF/${name}`));
      symlinkSync('/etc/tomcat10/web.xml', join(home, 'conf', 'web.xml'));
      writeFileSync(join(home, 'conf', 'server.xml'), `<Server port="-1"><Service name="Catalina"><Connector port="${port}" address="127.0.0.1" protocol="HTTP/1.1"/>
        <Engine name="Catalina" defaultHost="localhost"><Host name="localhost" appBase="webapps" autoDeploy="false" startStopThreads="1"/></Engine></Service></Server>`);
      return { args: ['run'], environment: { CATALINA_BASE: home, CATALINA_HOME: '/usr/share/tomcat10', JAVA_OPTS: '-XX:TieredStopAtLevel=1 -Xmx128m' }, brotli: true };
    },
  },
};

/** The site where a server of another user may read it. */
function copied(home, name = 'site') {
  cpSync(dist, join(home, name), { recursive: true });
  return join(home, name);
}

/** Apache's own configuration around an example, with the modules that the example names and nothing else. */
function apache(home, port, site) {
  const modules = ['mpm_event', 'authz_core', 'authz_host', 'dir', 'env', 'headers', 'mime', 'rewrite', 'setenvif'];
  const file = (name) => `/usr/lib/apache2/modules/mod_${name}.so`;
  const load = modules.filter((name) => existsSync(file(name))).map((name) => `LoadModule ${name}_module ${file(name)}`);
  // The types as Debian has them: what the example says stands on top of it.
  const around = [...load, `ServerRoot ${home}`, `PidFile ${home}/apache.pid`, `ErrorLog ${home}/error.log`, `Listen 127.0.0.1:${port}`, 'ServerName localhost',
    'TypesConfig /etc/mime.types', 'AddType application/x-gzip .gz .tgz', 'AddLanguage br .br', 'Header always set X-Frame-Options SAMEORIGIN', 'User www-data', 'Group www-data', site];
  writeFileSync(join(home, 'apache.conf'), around.join('\n'));
  return ['-d', home, '-f', join(home, 'apache.conf'), '-D', 'FOREGROUND'];
}

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

/** Starts a server with an example in which `portal` may show the page; resolves to where it answers. */
async function start(name, program, portal = PORTAL) {
  const port = await freePort();
  const home = mkdtempSync(join(folder, 'server-'));
  chmodSync(home, 0o755);
  const example = (file) => readFileSync(join(root, 'deploy', file), 'utf8').split(PORTAL).join(portal);
  const { args, brotli, environment } = SERVERS[name].start({ port, example, home });
  const child = spawn(program, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home, ...environment },
  });
  children.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { said += data; });
  const address = `http://127.0.0.1:${port}/`;
  const deadline = Date.now() + 60_000;
  for (;;) {
    const answer = await get(address).catch(() => null);
    if (answer?.status === 200) return { address, brotli };
    const log = join(home, 'error.log');
    assert.ok(
      child.exitCode === null && Date.now() < deadline,
      `${name} does not answer: ${answer?.status ?? ''} ${said}${existsSync(log) ? readFileSync(log, 'utf8') : ''}`,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const named = (pattern) => readdirSync(dist).find((name) => pattern.test(name));
const TYPES = [
  ['', /^text\/html;\s?charset=utf-8$/i],
  ['plan.html', /^text\/html;\s?charset=utf-8$/i],
  ['embed.js', /^(text|application)\/javascript;\s?charset=utf-8$/i],
  [named(/^start-.*\.js$/), /^(text|application)\/javascript;\s?charset=utf-8$/i],
  [named(/^zice-.*\.css$/), /^text\/css;\s?charset=utf-8$/i],
  [named(/\.wasm$/), /^application\/wasm$/i],
  [`themes/${readdirSync(join(dist, 'themes')).find((name) => name.endsWith('.css'))}`, /^text\/css;\s?charset=utf-8$/i],
  [named(/^pack-.*\.bin$/), /^application\/octet-stream$/i],
];
const hashed = (name) => /-[0-9a-f]{12,}(_bg)?\.[a-z0-9]+$/.test(name);

for (const name of Object.keys(SERVERS)) {
  const program = which(SERVERS[name].program);
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
      assert.equal(plain.headers['cross-origin-opener-policy'], 'same-origin', path);
      assert.equal(plain.headers['connection-allowlist'], '(response-origin "tel:*")', path);
      assert.equal(plain.headers['x-frame-options'], undefined, path);
      assert.equal(plain.headers['access-control-allow-origin'], path === 'embed.js' ? '*' : undefined, path);
      const file = join(dist, path || 'index.html');
      assert.deepEqual(plain.body, readFileSync(file), path);
      if (!existsSync(`${file}.br`)) continue;
      for (const [coding, ending] of brotli ? [['br', 'br'], ['gzip', 'gz']] : [['gzip', 'gz']]) {
        const packed = await get(address + path, { 'Accept-Encoding': coding === 'br' ? 'gzip, deflate, br' : 'gzip' });
        assert.equal(packed.headers['content-encoding'], coding, `${path} in ${coding}`);
        assert.match(packed.headers['content-type'], type, path);
        assert.match(packed.headers.vary, /accept-encoding/i, path);
        assert.equal(packed.headers['cache-control'], plain.headers['cache-control'], path);
        assert.equal(packed.headers['access-control-allow-origin'], plain.headers['access-control-allow-origin'], path);
        assert.equal(packed.headers['content-security-policy'], plain.headers['content-security-policy'], path);
        assert.deepEqual(packed.body, readFileSync(`${file}.${ending}`), `${path} is the file compressed beforehand`);
        const again = await get(address + path, { 'Accept-Encoding': 'gzip, deflate, br', 'If-None-Match': packed.headers.etag });
        if (coding === 'br' || !brotli) assert.equal(again.status, 304, `${path} did not change`);
      }
    }
    assert.equal((await get(`${address}nothing-here.html`)).status, 404);
    assert.ok([403, 405].includes((await get(address, {}, 'POST')).status));
    if (['nginx', 'caddy'].includes(name)) {
      const astray = await get(`${address}index.html%23p=AQ_-x%E3%80%82`);
      assert.equal(astray.status, 302, 'an app has written %23 for #');
      assert.equal(new URL(astray.headers.location, address).href, `${address}?l#p=AQ_-x`);
    }
    const opened = await openPage({ path: address });
    await opened.ready();
    assert.ok(opened.requests.every(({ url }) => url.startsWith(address)));
    // Connection-Allowlist without tel: puts an error page in the place of ours when a number is pressed.
    await opened.page.evaluate(() => {
      const link = Object.assign(document.createElement('a'), { href: 'tel:12345', textContent: '12345' });
      link.id = 'number';
      document.querySelector('main').append(link);
    });
    const heard = Promise.any([
      opened.page.waitForEvent('console', (message) => /tel:|external handler/.test(message.text())),
      opened.page.waitForEvent('requestfailed', (request) => request.url().startsWith('tel:')),
    ]);
    await opened.page.locator('#number').click();
    await heard;
    assert.equal(opened.page.url().split('?')[0], address);
    assert.equal(await opened.page.locator('html[data-ready] [data-view]').count(), 1, 'the page is still there');
    opened.problems.splice(0, Infinity, ...opened.problems.filter((problem) => !/^failed: tel:|external handler|launch 'tel:/.test(problem)));
    opened.assertQuiet();
    await opened.close();
  });

  test(`${name}: embedded in the portal that the example names, and in no other`, async () => {
    const portal = await freePort();
    const { address } = await start(name, program, `http://127.0.0.1:${portal}`);
    const body = hostPage(`<a data-zice href="${address}index.html">惠企自测</a><script src="${address}embed.js" defer></script>`);
    const named = await openHost(body, { port: portal });
    const frame = await named.page.locator('iframe').elementHandle().then((element) => element.contentFrame());
    await waitReady(frame);
    named.assertQuiet();
    await named.close();
    const other = await openHost(body);
    const refused = other.page.waitForEvent('console', (message) => /frame-ancestors/.test(message.text()));
    await other.page.reload();
    await refused;
    await other.close();
  });
}

test('web.config says only what its schema knows', async () => {
  // Elements of web.config that IIS 8 and later understand without further modules and let a site set, with their attributes; the schema is
  // %windir%\\System32\\inetsrv\\config\\schema\\IIS_schema.xml of IIS itself. The example has not been run on IIS.
  const header = { 'customHeaders > remove': ['name'], 'customHeaders > add': ['name', 'value'] };
  const KNOWN = {
    configuration: [],
    'configuration > system.webServer': [],
    'configuration > location': ['path'],
    'location > system.webServer': [],
    'system.webServer > defaultDocument': ['enabled'],
    'defaultDocument > files': [],
    'files > clear': [],
    'files > add': ['value'],
    'system.webServer > directoryBrowse': ['enabled'],
    'system.webServer > staticContent': [],
    'staticContent > remove': ['fileExtension'],
    'staticContent > mimeMap': ['fileExtension', 'mimeType'],
    'staticContent > clientCache': ['cacheControlMode'],
    'system.webServer > urlCompression': ['doStaticCompression'],
    'system.webServer > security': [],
    'security > requestFiltering': [],
    'requestFiltering > verbs': ['allowUnlisted'],
    'verbs > add': ['verb', 'allowed'],
    'system.webServer > httpProtocol': [],
    'httpProtocol > customHeaders': [],
    ...header,
  };
  const page = await (await browser()).newPage();
  const elements = await page.evaluate((text) => {
    const document = new DOMParser().parseFromString(text, 'text/xml');
    const broken = document.querySelector('parsererror');
    if (broken) throw new Error(broken.textContent);
    return Array.from(document.querySelectorAll('*'), (element) => ({
      path: element.parentElement ? `${element.parentElement.nodeName} > ${element.nodeName}` : element.nodeName,
      attributes: Object.fromEntries(Array.from(element.attributes, ({ name, value }) => [name, value])),
    }));
  }, readFileSync(join(root, 'deploy/web.config'), 'utf8'));
  await page.close();
  for (const { path, attributes } of elements) {
    assert.ok(KNOWN[path], `web.config knows no ${path}`);
    assert.deepEqual(Object.keys(attributes), KNOWN[path], path);
  }
  // The same headers as the servers that are run, and a type for every kind of file that is served.
  const added = elements.filter(({ path }) => path === 'customHeaders > add').map(({ attributes }) => attributes);
  const nginx = readFileSync(join(root, 'deploy/nginx.conf'), 'utf8');
  for (const { name, value } of added.filter(({ name }) => name !== 'Access-Control-Allow-Origin')) assert.ok(nginx.includes(`add_header ${name} "${value.replaceAll('"', '\\"')}" always;`), name);
  assert.equal(added.length, 7);
  const typed = elements.filter(({ path }) => path === 'staticContent > mimeMap').map(({ attributes }) => attributes.fileExtension);
  const served = new Set(readdirSync(dist, { recursive: true }).map((name) => extname(name)).filter((ending) => ending && !['.br', '.gz', '.png'].includes(ending)));
  assert.deepEqual([...served].filter((ending) => !typed.includes(ending)), []);
});
