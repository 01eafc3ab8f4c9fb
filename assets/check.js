// check.html: tests the server it stands on, reads the portal's settings with the program itself, makes the code for embedding and the single file.
// `cargo xtask build` puts the glue of wasm-bindgen and the names of the built files in (xtask/src/page.rs). Nothing is sent anywhere.
// Syntax: nothing newer than Chromium 87 knows.

const glue = "{{glue}}";
const FILES = { program: "{{program}}", rest: "{{rest}}", core: "{{core}}", later: "{{later}}" };
const KINDS = ["nginx", "apache", "iis", "tomcat"];
const LONG_MOST = 5 * 60;

const find = (selector) => document.querySelector(selector);
const beside = (name) => new URL(name, document.baseURI).href;

/** Puts the children in place of what is there (`replaceChildren` came with Safari 14.1). */
function fill(element, ...children) {
  element.textContent = "";
  element.append(...children);
}

/** An element with attributes and children; text stays text. */
function make(name, attributes, ...children) {
  const element = document.createElement(name);
  Object.entries(attributes || {}).forEach(([key, value]) => element.setAttribute(key, value));
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// ---- asking the server

/** An answer with its bytes; none where it did not come. */
async function ask(name, options) {
  try {
    const response = await fetch(beside(name), { cache: "no-store", ...options });
    return { ok: response.ok, status: response.status, redirected: response.redirected, headers: response.headers, bytes: new Uint8Array(await response.arrayBuffer()) };
  } catch (_) {
    return null;
  }
}

const typeOf = (answer) => ((answer && answer.headers.get("Content-Type")) || "").toLowerCase();

/** SHA-256; browsers offer it in secure contexts only, and many a portal's intranet is none. */
async function sha256(bytes) {
  if (crypto.subtle) return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime)) primes.push(n);
  const part = (x) => ((x - Math.floor(x)) * 4294967296) | 0;
  const constants = primes.map((prime) => part(Math.cbrt(prime)));
  const state = primes.slice(0, 8).map((prime) => part(Math.sqrt(prime)));
  const length = bytes.length;
  const padded = new Uint8Array(((length + 72) >> 6) << 6);
  padded.set(bytes);
  padded[length] = 128;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(length / 536870912));
  view.setUint32(padded.length - 4, (length << 3) >>> 0);
  const turn = (x, by) => (x >>> by) | (x << (32 - by));
  const w = new Int32Array(64);
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 64; i += 1) {
      if (i < 16) w[i] = view.getInt32(at + 4 * i);
      else {
        const [a, b] = [w[i - 15], w[i - 2]];
        w[i] = (w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))) | 0;
      }
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i += 1) {
      const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + constants[i] + w[i]) | 0;
      const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => (state[i] = (state[i] + value) | 0));
  }
  const out = new DataView(new ArrayBuffer(32));
  state.forEach((value, i) => out.setInt32(4 * i, value));
  return hex(new Uint8Array(out.buffer));
}

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

// ---- what to copy

const TYPES = { wasm: "application/wasm", js: "text/javascript", css: "text/css", html: "text/html", json: "application/json", webmanifest: "application/manifest+json", bin: "application/octet-stream" };

const typeLines = (ending) => ({
  nginx: `types { ${TYPES[ending]} ${ending}; }`,
  apache: `AddType ${TYPES[ending]} .${ending}`,
  iis: `<staticContent>\n  <remove fileExtension=".${ending}" />\n  <mimeMap fileExtension=".${ending}" mimeType="${TYPES[ending]}" />\n</staticContent>`,
  tomcat: `<mime-mapping><extension>${ending}</extension><mime-type>${TYPES[ending]}</mime-type></mime-mapping>`,
});

const headerLines = (name, value, quoted = value.replace(/"/g, '\\"')) => ({
  nginx: `add_header ${name} "${quoted}" always;`,
  apache: `Header always set ${name} "${quoted}"`,
  iis: `<httpProtocol><customHeaders>\n  <remove name="${name}" />\n  <add name="${name}" value="${value.replace(/"/g, "&quot;")}" />\n</customHeaders></httpProtocol>`,
  tomcat: `response.setHeader("${name}", "${quoted}");   // WEB-INF/headers.jsp`,
});

const withoutHeader = (name) => ({
  nginx: `# 删掉这一行：add_header ${name} …;（反向代理加的，用 proxy_hide_header ${name};）`,
  apache: `Header always unset ${name}\nHeader unset ${name}`,
  iis: `<httpProtocol><customHeaders>\n  <remove name="${name}" />\n</customHeaders></httpProtocol>`,
  tomcat: `<!-- 在 conf/web.xml 的 HttpHeaderSecurityFilter 里 -->\n<init-param><param-name>antiClickJackingEnabled</param-name><param-value>false</param-value></init-param>`,
});

const PACKED = {
  nginx: "gzip_static on;\ngzip_vary on;\nbrotli_static on;   # 有这个模块才写",
  apache: "见 deploy/apache.conf 里“文件已经压缩好”一段（RewriteCond … .br、.gz）",
  iis: "服务器管理器里安装“静态内容压缩”，再在管理员命令行执行：\n%windir%\\system32\\inetsrv\\appcmd set config -section:system.webServer/httpCompression /+\"staticTypes.[mimeType='application/wasm',enabled='True']\" /commit:apphost",
  tomcat: "<init-param><param-name>precompressed</param-name><param-value>br=.br,gzip=.gz</param-value></init-param>",
};

const CACHE = {
  nginx: 'map $uri $zice_cache {\n  default "no-cache";\n  "~-[0-9a-f]{12,}(_bg)?\\.[a-z0-9]+$" "public, max-age=31536000, immutable";\n}\nadd_header Cache-Control $zice_cache always;',
  apache: 'Header always set Cache-Control "no-cache"\n<FilesMatch "-[0-9a-f]{12,}(_bg)?\\.[a-z0-9]+(\\.br|\\.gz)?$">\n  Header always set Cache-Control "public, max-age=31536000, immutable"\n</FilesMatch>',
  iis: '<staticContent>\n  <clientCache cacheControlMode="DisableCache" />\n</staticContent>',
  tomcat: 'boolean hashed = path.matches(".*-[0-9a-f]{12,}(_bg)?\\\\.[a-z0-9]+");\nresponse.setHeader("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");',
};

const READERS = {
  nginx: 'location = /zice/embed.js { add_header Access-Control-Allow-Origin "*" always; }   # 路径照您的目录',
  apache: '<FilesMatch "^embed\\.js$">\n  Header always set Access-Control-Allow-Origin "*"\n</FilesMatch>',
  iis: '<location path="embed.js"><system.webServer><httpProtocol><customHeaders>\n  <add name="Access-Control-Allow-Origin" value="*" />\n</customHeaders></httpProtocol></system.webServer></location>',
  tomcat: 'if (path.endsWith("/embed.js")) response.setHeader("Access-Control-Allow-Origin", "*");',
};

// ---- the lines

/** One finding: good, note or bad; what was found; what to copy. */
const line = (state, name, found, copy) => ({ state, name, found, copy });

function typeLine(name, file, answer, ending) {
  if (!answer) return line("bad", name, `${file} 取不到：网络断了，或者被拦住了。`);
  if (!answer.ok) return line("bad", name, `${file} 取不到（${answer.status}）。${answer.status === 404 ? "文件没有复制上来，或者服务器不认识 ." + ending + "（IIS 的 404.3）。" : "服务器或防火墙拒绝了。"}`, typeLines(ending));
  const found = typeOf(answer);
  const wanted = ending === "js" ? /^(text|application)\/javascript\b/ : new RegExp(`^${TYPES[ending].replace("+", "\\+")}${ending === "wasm" ? "$" : "\\b"}`);
  if (wanted.test(found)) return line("good", name, found);
  const why = ending === "wasm" ? "照样能用，但打开得慢。" : "浏览器可能不用它。";
  return line(ending === "wasm" || ending === "bin" || ending === "webmanifest" ? "note" : "bad", name, `现在是 ${found || "没有写类型"}，应当是 ${TYPES[ending]}。${why}`, typeLines(ending));
}

function compressionLine(answer) {
  const coding = answer && answer.headers.get("Content-Encoding");
  if (coding) return line("good", "压缩", coding);
  return line("note", "压缩", "程序没有压缩就送出来了：第一次打开要多传两三倍。", PACKED);
}

function cacheLines(page, program) {
  const lines = [];
  const control = ((page && page.headers.get("Cache-Control")) || "").toLowerCase();
  const age = Number((/max-age=(\d+)/.exec(control) || [])[1] || 0);
  if (LONG_MOST < age && !/no-cache|no-store/.test(control)) lines.push(line("bad", "缓存：index.html", `现在是 ${control}：换了新版本，访问者很久以后才看得到，也可能新旧文件混在一起。`, CACHE));
  else if (/no-cache|no-store|max-age=0/.test(control)) lines.push(line("good", "缓存：index.html", control));
  else lines.push(line("note", "缓存：index.html", control ? `现在是 ${control}。` : "没有写：浏览器自己猜，换版本以后可能用旧的。", CACHE));
  const long = ((program && program.headers.get("Cache-Control")) || "").toLowerCase();
  const kept = Number((/max-age=(\d+)/.exec(long) || [])[1] || 0);
  if (86400 <= kept) lines.push(line("good", "缓存：名称带校验值的文件", long));
  else lines.push(line("note", "缓存：名称带校验值的文件", `${long ? `现在是 ${long}。` : "没有写。"}这些文件内容不会变，可以长期缓存，再次打开会快。`, CACHE));
  return lines;
}

/** What a policy of the server must allow, and which of it is not. */
function policyLine(page) {
  const sent = page && page.headers.get("Content-Security-Policy");
  if (!sent) return line("good", "内容安全策略（CSP）", "服务器没有另外规定；页面自带一份更严的。");
  const missing = new Set();
  // Several policies hold together; fetch joins them with commas.
  for (const policy of sent.split(",")) {
    const directives = {};
    for (const part of policy.split(";")) {
      const [name, ...values] = part.trim().split(/\s+/);
      if (name && !(name.toLowerCase() in directives)) directives[name.toLowerCase()] = values.map((value) => value.toLowerCase());
    }
    const values = (...names) => names.map((name) => directives[name]).find((found) => found) || null;
    const needs = (wanted, ...names) => {
      const allowed = values(...names, "default-src");
      if (!allowed) return;
      for (const value of wanted) {
        const has = allowed.includes(value) || (value === "'self'" && (allowed.includes("*") || allowed.includes(location.origin))) || (value === "'wasm-unsafe-eval'" && allowed.includes("'unsafe-eval'")) || (value === "data:" && allowed.includes("data:"));
        if (!has) missing.add(`${names[0]} ${value}`);
      }
    };
    needs(["'self'", "'wasm-unsafe-eval'"], "script-src");
    needs(["'self'"], "style-src");
    needs(["'self'"], "connect-src");
    needs(["'self'"], "worker-src", "child-src", "script-src");
    needs(["'self'", "data:"], "img-src");
    if (directives["require-trusted-types-for"]) missing.add("不要 require-trusted-types-for");
    if (directives.sandbox && !directives.sandbox.includes("allow-scripts")) missing.add("sandbox 里加 allow-scripts");
  }
  if (!missing.size) return line("good", "内容安全策略（CSP）", sent);
  const whole = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'self'; form-action 'none'; frame-ancestors 'self' https://portal.example";
  return line("bad", "内容安全策略（CSP）", `服务器的策略会拦住程序，还缺：${Array.from(missing).join("；")}。现在是：${sent}`, headerLines("Content-Security-Policy", whole));
}

function framingLine(page) {
  const sent = (page && page.headers.get("Content-Security-Policy")) || "";
  const ancestors = (/frame-ancestors\s+([^;,]*)/i.exec(sent) || [])[1];
  const old = page && page.headers.get("X-Frame-Options");
  const example = "frame-ancestors 'self' https://portal.example";
  if (ancestors !== undefined) {
    if (/portal\.example/.test(ancestors)) return line("note", "嵌入", `frame-ancestors 还是示例里的 https://portal.example：把它换成您门户的地址。现在是：${ancestors.trim()}`, headerLines("Content-Security-Policy", example.replace("https://portal.example", "https://您的门户")));
    if (/^'(none|self)'$/.test(ancestors.trim())) return line("note", "嵌入", `现在是 ${ancestors.trim()}：别的网站不能嵌入。只给一个链接的，不用改。`, headerLines("Content-Security-Policy", example));
    return line("good", "嵌入", `可以嵌入的网站：${ancestors.trim()}${old ? `（另有 X-Frame-Options: ${old}，新浏览器以 frame-ancestors 为准）` : ""}`);
  }
  if (old) return line("bad", "嵌入", `X-Frame-Options: ${old}：别的网站嵌入时，框会被浏览器拦住（链接还在）。删掉它，用 frame-ancestors 写明哪些网站可以。`, KINDS.reduce((all, kind) => ({ ...all, [kind]: `${withoutHeader("X-Frame-Options")[kind]}\n${headerLines("Content-Security-Policy", example)[kind]}` }), {}));
  return line("note", "嵌入", "没有限制：任何网站都能嵌入。建议写明是哪些。", headerLines("Content-Security-Policy", example));
}

const SAFE = [
  ["X-Content-Type-Options", "nosniff"],
  ["Referrer-Policy", "no-referrer"],
  ["Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  // Without tel: Chromium puts an error page in the place of a page whose telephone number is pressed.
  ["Connection-Allowlist", '(response-origin "tel:*")', /tel:/],
];

function safetyLine(page) {
  const missing = SAFE.filter(([name, , needs = /./]) => !(page && needs.test(page.headers.get(name) || "")));
  if (!missing.length) return line("good", "其他安全响应头", SAFE.map(([name]) => name).join("、"));
  const copy = KINDS.reduce((all, kind) => ({ ...all, [kind]: missing.map(([name, value]) => headerLines(name, value)[kind]).join("\n") }), {});
  return line("note", "其他安全响应头", `没有，或不完整：${missing.map(([name]) => name).join("、")}。不影响使用，建议加上。`, copy);
}

function readersLine(embed) {
  if (!embed || !embed.ok) return line("bad", "embed.js 的跨站读取", "embed.js 取不到。");
  const sent = embed.headers.get("Access-Control-Allow-Origin");
  if (sent === "*") return line("good", "embed.js 的跨站读取", "Access-Control-Allow-Origin: *");
  return line("bad", "embed.js 的跨站读取", `${sent ? `现在是 ${sent}` : "没有 Access-Control-Allow-Origin"}：别的网站核对不了它的校验值，浏览器不运行它，只剩链接。`, READERS);
}

/** The fragment of an address survives: what guards and portals put in front of a site may lose it, and with it the answers of a link. */
function fragmentLine() {
  return new Promise((resolve) => {
    const frame = make("iframe", { hidden: "", src: beside("./install.html#zice") });
    const done = (result) => {
      frame.remove();
      resolve(result);
    };
    const lost = line("bad", "链接里的答案（#）", "打开带 # 的链接时，# 后面的内容丢了：通常是防护设备的“验证跳转”。请对这个目录关闭验证跳转。");
    const look = () => {
      try {
        done(frame.contentWindow.location.hash === "#zice" ? line("good", "链接里的答案（#）", "# 后面的内容保留") : lost);
      } catch (_) {
        done(line("note", "链接里的答案（#）", "查不出：服务器不让本站的页面放在框里（X-Frame-Options: DENY 或 frame-ancestors 'none'）。"));
      }
    };
    frame.addEventListener("load", look);
    setTimeout(look, 8000);
    document.body.append(frame);
  });
}

/** Every file of the site against the list that the worker has of them. */
async function contentLine(worker) {
  const text = worker && worker.ok ? new TextDecoder().decode(worker.bytes) : "";
  const found = /const FILES = (\{[^\n]*\});/.exec(text);
  if (!found) return line("bad", "文件的内容", "sw.js 取不到，或者被改写了：不能核对。");
  const list = JSON.parse(found[1]);
  const changed = [];
  const missing = [];
  for (const [path, hash] of Object.entries(list)) {
    const answer = await ask(`./${path}`);
    if (!answer || !answer.ok) missing.push(path || "index.html");
    else if ((await sha256(answer.bytes)) !== hash) changed.push(path || "index.html");
  }
  if (missing.length) return line("bad", "文件的内容", `取不到：${missing.join("、")}。请把下载包里 site 文件夹的全部文件复制上来。`);
  if (changed.length) {
    return line("bad", "文件的内容", `与下载包不一样：${changed.join("、")}。或者新旧版本混在一起（重新复制全部文件，包括 .br 和 .gz），或者有人改过，或者网络、防护设备在途中插入了内容（用 https 可以避免）。`);
  }
  return line("good", "文件的内容", `${Object.keys(list).length} 个文件与下载包一致，没有被改写或插入`);
}

async function missingLine() {
  const answer = await ask("./config/none-0.json");
  if (answer && answer.status === 404) return line("good", "不存在的文件", "404");
  return line("note", "不存在的文件", `回答的是 ${answer ? answer.status : "（没有回答）"}，应当是 404：缺文件时页面说不清是缺了什么。`, { nginx: "try_files $uri $uri/ =404;", apache: "# 去掉把一切请求转到 index.html 的 RewriteRule", iis: "<!-- 去掉把一切请求转到 index.html 的重写规则 -->", tomcat: "<!-- 去掉 404 的 error-page -->" });
}

async function serverLines() {
  const [page, program, script, style, core, manifest, embed, worker] = await Promise.all(
    ["./index.html", FILES.program, import.meta.url, find("link[rel=stylesheet]").href, FILES.core, "./manifest.webmanifest", "./embed.js", "./sw.js"].map((name) => ask(name)),
  );
  const lines = [
    typeLine("类型：页面", "index.html", page, "html"),
    typeLine("类型：程序（.wasm）", FILES.program, program, "wasm"),
    typeLine("类型：脚本", "check.js", script, "js"),
    typeLine("类型：样式", "check.css", style, "css"),
    typeLine("类型：数据（.bin）", FILES.core, core, "bin"),
    typeLine("类型：安装清单", "manifest.webmanifest", manifest, "webmanifest"),
  ];
  const charset = (/charset=([\w-]+)/.exec(typeOf(page)) || [])[1];
  if (charset && charset !== "utf-8") lines.push(line("note", "字符集", `服务器说页面是 ${charset}，其实是 UTF-8。浏览器可能显示乱码。`, { nginx: "charset utf-8;", apache: "AddDefaultCharset utf-8", iis: '<mimeMap fileExtension=".html" mimeType="text/html; charset=utf-8" />', tomcat: "<mime-mapping><extension>html</extension><mime-type>text/html;charset=UTF-8</mime-type></mime-mapping>" }));
  lines.push(compressionLine(program), ...cacheLines(page, program), policyLine(page), framingLine(page), readersLine(embed), safetyLine(page));
  lines.push(
    isSecureContext
      ? line("good", "安全的连接", location.protocol === "https:" ? "https" : "本机")
      : line("note", "安全的连接", "不是 https：自测照常能用，但浏览器不肯存下来断网使用，也不能防止途中插入内容。请给网站装上证书。"),
  );
  lines.push(...(await Promise.all([contentLine(worker), fragmentLine(), missingLine()])));
  const server = (page && page.headers.get("Server")) || "";
  return { lines, kind: /nginx|openresty|tengine/i.test(server) ? "nginx" : /apache-coyote|tomcat/i.test(server) ? "tomcat" : /apache/i.test(server) ? "apache" : /iis/i.test(server) ? "iis" : "", worker };
}

const WORDS = { good: "✓ 对", note: "△ 建议", bad: "✕ 要改" };

function shown({ state, name, found, copy }) {
  const kind = (find("[name=kind]:checked") || {}).value;
  const code = copy && make("pre", { tabindex: "0" }, make("code", {}, typeof copy === "string" ? copy : copy[kind]));
  return make("li", { "data-state": state }, make("span", { class: "zk-mark", "data-state": state }, WORDS[state]), make("div", {}, make("b", {}, name), make("p", {}, found), code));
}

// ---- the settings

/** A file of the portal, as the page reads it (assets/start.js), with the coding it was read in. */
async function written(name) {
  const answer = await ask(`./config/${name}`, { cache: "no-cache" });
  if (!answer || !answer.ok) return { text: "", bytes: null, coding: "" };
  const codings = answer.bytes[0] === 255 && answer.bytes[1] === 254 ? ["utf-16le"] : ["utf-8", "gb18030"];
  for (const coding of codings) {
    try {
      return { text: new TextDecoder(coding, { fatal: true }).decode(answer.bytes), bytes: answer.bytes, coding };
    } catch (_) {
      // The next one, then.
    }
  }
  return { text: "", bytes: answer.bytes, coding: "?" };
}

async function program() {
  const bytes = async (name) => (await ask(name)).bytes;
  const exports = {};
  const own = {
    Module: WebAssembly.Module,
    Instance: WebAssembly.Instance,
    instantiate: (module, imports) =>
      WebAssembly.instantiate(module, imports).then((instance) => {
        Object.assign(exports, instance.exports);
        return { instance: { exports }, module };
      }),
  };
  const made = glue(own, setTimeout);
  const [first, rest, core, later] = await Promise.all([FILES.program, FILES.rest, FILES.core, FILES.later].map((name) => (name ? bytes(name) : null)));
  await made.start_program({ module_or_path: await WebAssembly.compile(first) });
  if (rest) await WebAssembly.instantiate(await WebAssembly.compile(rest), { p: exports });
  return (site, contacts, theme) => JSON.parse(made.check(core, later, site, contacts, theme));
}

function showFaults(files, report) {
  const list = find("#faults");
  const lines = report.faults.map(({ file, line, wrong, allowed }) => shown({ state: "bad", name: `${file} 第 ${line} 行`, found: `${wrong}。可以写：${allowed}` }));
  for (const [name, { bytes, coding }] of Object.entries(files)) {
    if (report.faults.some(({ file }) => file === name)) continue;
    if (coding === "?") lines.push(shown({ state: "bad", name, found: "读不出文字：请存成 UTF-8 或 GBK。" }));
    else if (bytes) lines.push(shown({ state: "good", name, found: `读得出，没有错${coding === "gb18030" ? "（GBK）" : coding === "utf-16le" ? "（UTF-16）" : ""}` }));
    else if (name !== "theme.css") lines.push(shown({ state: "note", name, found: "没有这个文件：用程序自带的。把下载包里的 config 文件夹复制到 index.html 旁边，再改。" }));
  }
  fill(list, ...lines);
}

function showValues(said, report) {
  const values = [
    ["名称", report.portal || "（没有写，不显示）"],
    ["网址", report.address || "（没有写：链接和二维码就是页面所在的地址）"],
    ["方面", Array.isArray(said.topics) && said.topics.length ? said.topics.map((id) => (report.topics.find(([known]) => known === id) || ["", id])[1]).join("、") : "全部"],
    ["外观", said.theme || "绿色（自带）"],
    ["窗口闲置", `${report.idle || 120} 秒后清空`],
    ["窗口存文件", report.save ? "可以" : "不可以"],
    ["方案状态", { ended: "已停止执行", replaced: "已由新的文件代替" }[report.state] || "执行中"],
    ["状态说明", report.note || "（没有写）"],
  ];
  fill(find("#values"), ...values.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
  const table = find("#contacts");
  if (!report.contacts.length) {
    fill(table, make("tbody", {}, make("tr", {}, make("td", {}, "没有写：访问者看到的是全国热线和 12345。"))));
    return;
  }
  const head = make("thead", {}, make("tr", {}, ...["部门", "县市", "电话", "地址", "办公时间"].map((name) => make("th", { scope: "col" }, name))));
  const number = ([text, dialled], index) => [index ? "、" : "", make("a", { href: `tel:${dialled}` }, text)];
  const rows = report.contacts.map(({ agency, place, numbers, address, hours }) =>
    make("tr", {}, make("th", { scope: "row" }, agency), make("td", {}, place || "全州"), make("td", {}, ...numbers.flatMap(number)), make("td", {}, address), make("td", {}, hours)),
  );
  fill(table, head, make("tbody", {}, ...rows));
}

// ---- colours

/** The custom properties of a style sheet: in the light, and in the dark. */
function tokens(css) {
  const plain = css.replace(/\/\*[^]*?\*\//g, " ");
  const within = (text) => {
    const found = {};
    for (const [, body] of text.matchAll(/:root\s*\{([^}]*)\}/g)) for (const [, name, value] of body.matchAll(/--zc-([\w-]+)\s*:\s*([^;]+)/g)) found[name] = value.trim();
    return found;
  };
  const dark = plain.match(/@media\s*\(prefers-color-scheme:\s*dark\)\s*\{(\s*:root\s*\{[^}]*\})*\s*\}/g) || [];
  const light = dark.reduce((text, part) => text.replace(part, ""), plain).replace(/@media[^{]*\{(\s*:root\s*\{[^}]*\})*\s*\}/g, "");
  return { light: within(light), dark: within(dark.join("")) };
}

function contrast(one, other) {
  const lightness = (colour) => {
    const digits = colour.length === 4 ? Array.from(colour.slice(1), (digit) => digit + digit).join("") : colour.slice(1);
    const [r, g, b] = [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [low, high] = [lightness(one), lightness(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const PAIRS = [
  ["正文", "ink", "paper"],
  ["次要文字", "ink-2", "ground"],
  ["链接", "brand-ink", "paper"],
  ["主按钮", "on-brand", "brand"],
  ["选中的选项", "brand-ink", "brand-soft"],
  ["错误", "error", "paper"],
];

async function showColours(theme, css, wrong) {
  const base = tokens(css);
  const own = wrong ? { light: {}, dark: {} } : tokens(theme);
  const schemes = [["浅色", { ...base.light, ...own.light }], ["深色", { ...base.light, ...base.dark, ...own.light, ...own.dark }]];
  let low = 0;
  const boxes = schemes.flatMap(([scheme, values]) =>
    PAIRS.map(([name, text, ground]) => {
      const ratio = contrast(values[text], values[ground]);
      const bad = ratio < 4.5;
      low += bad;
      const box = make("div", {}, `${scheme} · ${name}`);
      box.style.color = values[text];
      box.style.background = values[ground];
      const says = make("p", { class: "zk-mark", "data-state": bad ? "bad" : "good" }, `${Math.floor(ratio * 10) / 10} : 1${bad ? " ✕ 看不清" : ""}`);
      return make("div", {}, box, says);
    }),
  );
  find("#theme-says").textContent = wrong ? "theme.css 里有错（见上），用的是自带的颜色。" : low ? `有 ${low} 处文字与底色太接近，至少要 4.5 : 1。` : "文字与底色都分得清（至少 4.5 : 1）。";
  fill(find("#colours"), ...boxes);
  return low;
}

// ---- embedding

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

function options() {
  const form = find("#options");
  const topics = Array.from(form.querySelectorAll("[name=topic]:checked"), ({ value }) => value).join();
  const value = (name) => form.elements[name].value.trim();
  return { text: value("text") || "惠企自测", lang: value("lang"), theme: value("theme"), scheme: value("scheme"), chrome: value("chrome"), height: value("height"), topics, keeps: value("keeps") };
}

/** The address that a link or frame without our script carries the options in. */
function address({ lang, theme, scheme, chrome, topics }, framed) {
  const url = new URL(beside("./index.html"));
  Object.entries({ lang, theme, topics, scheme, chrome }).forEach(([name, value]) => value && url.searchParams.set(name, value));
  if (framed) url.searchParams.set("embed", "fixed");
  return url.href.replace(/%2C/g, ",");
}

function snippet(chosen) {
  const { text, keeps, height } = chosen;
  if (keeps === "a") return `<a href="${escaped(address({ ...chosen, chrome: "" }))}" target="_blank">${escaped(text)}</a>`;
  if (keeps === "iframe") return `<iframe src="${escaped(address(chosen, true))}" title="${escaped(text)}" width="100%" height="${height || 720}" frameborder="0" style="border:0" referrerpolicy="no-referrer" allow="clipboard-write"></iframe>`;
  const data = ["lang", "theme", "topics", "scheme", "chrome", "height"].filter((name) => chosen[name]).map((name) => ` data-${name}="${escaped(chosen[name])}"`);
  return `<a data-zice href="${escaped(beside("./index.html"))}"${data.join("")}>${escaped(text)}</a>\n<script src="${escaped(beside("./embed.js"))}" integrity="${document.body.dataset.embedIntegrity}" crossorigin="anonymous" defer></script>`;
}

function showSnippet() {
  const chosen = options();
  find("#snippet").textContent = snippet(chosen);
  const preview = find("#preview");
  let shown;
  if (chosen.keeps === "script") {
    shown = make("a", { "data-zice": "", href: beside("./index.html") }, chosen.text);
    for (const name of ["lang", "theme", "topics", "scheme", "chrome", "height"]) if (chosen[name]) shown.setAttribute(`data-${name}`, chosen[name]);
  } else if (chosen.keeps === "iframe") {
    shown = make("iframe", { src: address(chosen, true), title: chosen.text, height: chosen.height || 720 });
  } else {
    shown = make("a", { href: address({ ...chosen, chrome: "" }), target: "_blank" }, chosen.text);
  }
  fill(preview, shown);
}

// ---- the single file

/** The single file with what the portal has written in it; crates/cli/src/site.rs does the same. */
function packed(html, files) {
  const bare = html.replace(/<script type="application\/octet-stream" data-settings data-file="[\w.-]+">[\w+/=]*<\/script>/g, "");
  const at = bare.lastIndexOf("</body>");
  if (at < 0) return null;
  const base64 = (bytes) => {
    let text = "";
    for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
    return btoa(text);
  };
  const stored = files.map(([name, bytes]) => `<script type="application/octet-stream" data-settings data-file="${name}">${base64(bytes)}</script>`);
  return bare.slice(0, at) + stored.join("") + bare.slice(at);
}

async function download(files, said) {
  const status = find("#packed");
  const answer = await ask("./zice.html");
  if (!answer || !answer.ok) {
    status.textContent = "zice.html 取不到：请把它也复制到网站上。";
    return;
  }
  const stored = Object.entries(files).filter(([, { bytes }]) => bytes).map(([name, { bytes }]) => [name, bytes]);
  const theme = typeof said.theme === "string" && /^[a-z\d-]{1,32}$/.test(said.theme) && said.theme !== "own" ? await ask(`./themes/${said.theme}.css`) : null;
  if (theme && theme.ok) stored.push([`${said.theme}.css`, theme.bytes]);
  const html = packed(new TextDecoder().decode(answer.bytes), stored);
  if (html === null) {
    status.textContent = "zice.html 不是下载包里的那一个。";
    return;
  }
  const link = make("a", { href: URL.createObjectURL(new Blob([html], { type: "text/html" })), download: "zice.html" });
  document.body.append(link);
  link.click();
  link.remove();
  status.textContent = `已放进：${stored.map(([name]) => name).join("、") || "（没有设置）"}。`;
}

// ---- all of it

const SAMPLE = `{
  "portal": "某某州中小企业服务中心",
  "address": "https://www.example.gov.cn/zice/",
  "topics": ["tax", "finance"],
  "theme": "red",
  "idle": 120,
  "save": false,
  "plan_state": "in_force",
  "plan_note": null,
  "pack": null
}`;

async function begin() {
  find("#sample").textContent = SAMPLE;
  const form = find("#options");
  for (const name of document.body.dataset.themes.split(" ")) form.elements.theme.append(make("option", { value: name }, name));
  form.addEventListener("input", showSnippet);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.querySelectorAll("[name=width]").forEach((radio) => radio.addEventListener("change", () => (find("#preview").dataset.width = radio.value)));
  find("#copy").addEventListener("click", () => {
    getSelection().selectAllChildren(find("#snippet"));
    find("#copied").textContent = document.execCommand("copy") ? "已复制" : "已选中，请按 Ctrl+C";
  });
  showSnippet();

  const found = await serverLines();
  if (found.kind) find(`[name=kind][value=${found.kind}]`).checked = true;
  // What is to be changed comes first.
  const order = ["bad", "note", "good"];
  found.lines.sort((one, other) => order.indexOf(one.state) - order.indexOf(other.state));
  const showLines = () => fill(find("#lines"), ...found.lines.map(shown));
  document.querySelectorAll("[name=kind]").forEach((radio) => radio.addEventListener("change", showLines));
  showLines();

  const files = {};
  files["site.json"] = await written("site.json");
  let said = {};
  try {
    said = JSON.parse(files["site.json"].text.replace(/^\ufeff/, "")) || {};
  } catch (_) {
    // The program says where.
  }
  files["contacts.csv"] = await written("contacts.csv");
  if (said.theme === "own") files["theme.css"] = await written("theme.css");
  let wrong = found.lines.filter(({ state }) => state === "bad").length;
  const notes = found.lines.filter(({ state }) => state === "note").length;
  try {
    const check = await program();
    const text = (name) => (files[name] ? files[name].text : "");
    const report = check(text("site.json"), text("contacts.csv"), text("theme.css"));
    if (said.theme === "own" && !files["theme.css"].bytes) report.faults.push({ file: "theme.css", line: 1, wrong: "site.json 里写了 \"own\"，但没有这个文件", allowed: "把 theme.css 放进 config 文件夹" });
    const names = document.body.dataset.themes.split(" ");
    if (typeof said.theme === "string" && said.theme !== "own" && /^[a-z\d-]+$/.test(said.theme) && !names.includes(said.theme)) {
      report.faults.push({ file: "site.json", line: 1 + files["site.json"].text.split('"theme"')[0].split("\n").length - 1, wrong: `没有“${said.theme}”这个外观`, allowed: `${names.join("、")}，或者 "own"` });
    }
    wrong += report.faults.length;
    showFaults(files, report);
    showValues(said, report);
    fill(find("#agencies"), ...report.agencies.map((name) => make("li", {}, name)));
    fill(find("#tokens"), ...report.tokens.flatMap((name, index) => [index ? "、" : "", make("code", {}, `--zc-${name}`)]));
    fill(find("#topics"), ...report.topics.map(([id, name]) => make("label", {}, make("input", { type: "checkbox", name: "topic", value: id }), make("span", {}, name))));
    const css = await (await fetch(find("link[rel=stylesheet]").href)).text();
    const chosen = said.theme === "own" ? text("theme.css") : names.includes(said.theme) ? new TextDecoder().decode((await ask(`./themes/${said.theme}.css`)).bytes) : "";
    wrong += (await showColours(chosen, css, report.faults.some(({ file }) => file === "theme.css"))) ? 1 : 0;
    const build = found.worker && /const VERSION = "(\w+)"/.exec(new TextDecoder().decode(found.worker.bytes));
    find("#version").textContent = `zice ${find("#version").dataset.version} · 数据版本 ${report.version} · 文件清单 ${build ? build[1] : "（sw.js 读不出）"}`;
  } catch (problem) {
    wrong += 1;
    fill(find("#faults"), shown({ state: "bad", name: "程序", found: `程序在这台服务器上打不开，设置也就查不了：先改好上面标“要改”的。（${problem && problem.message}）` }));
  }
  find("#pack").disabled = false;
  find("#pack").addEventListener("click", () => download(files, said));
  const summary = find("#summary");
  summary.dataset.state = wrong ? "bad" : notes ? "note" : "good";
  summary.textContent = wrong ? `有 ${wrong} 处要改${notes ? `，${notes} 处建议` : ""}。` : notes ? `可以用。还有 ${notes} 处建议。` : "都对。";
  document.documentElement.setAttribute("data-checked", "");
}

begin();
