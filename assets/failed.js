// Says why the page did not start, whose doing it is, and what to do: loaded only then (assets/early.js: `zcFailed`). Where even this does not come, the
// page's own sentence stands: it names nobody, and leads to the plan.
// Syntax: nothing newer than Chromium 80 knows; older browsers have the page's own sentence.

/** What a server must allow, for whoever runs it. */
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'";

/** By kind: what happened in both languages, whether trying again can help, and a line for whoever runs the server. */
const KINDS = {
  browser: [
    "这个浏览器太旧，运行不了自测。换一个新一点的浏览器（Chrome、Edge、Firefox、Safari，或 360、QQ 浏览器的“极速模式”）就可以。",
    "This browser is too old to run the self-check. A newer one will do: Chrome, Edge, Firefox or Safari.",
  ],
  gone: [
    "自测打不开：服务器上缺少一个文件。这不是您的问题，多半是网站正在更新。",
    "The self-check does not open: a file is missing on the server. This is not your doing; the site may be being updated.",
    "again", "服务器上没有这个文件：请把发布包里的 site/ 整个放上去，并让 index.html 不被缓存。",
  ],
  refused: [
    "自测打不开：服务器拒绝给出一个文件。这不是您的问题。",
    "The self-check does not open: the server refuses to send a file. This is not your doing.",
    "again", "服务器或防火墙（WAF）拒绝了这个文件：请放行这个目录下的 .wasm、.bin、.js 文件。",
  ],
  network: [
    "自测打不开：有一个文件没有传到。可能是网络断了，也可能被安全软件或浏览器扩展拦住了。",
    "The self-check does not open: a file did not arrive. The network may be down, or a security program or an extension may have blocked it.",
    "again",
  ],
  damaged: [
    "自测打不开：有一个文件传到时不完整，或者被中途换掉了。这不是您的问题。",
    "The self-check does not open: a file arrived incomplete or changed. This is not your doing.",
    "again", "传到的文件与发布的不一样：请重新上传，并关掉会改写内容的代理、压缩或注入。",
  ],
  policy: [
    "自测打不开：这个网站的安全策略不允许它运行。这不是您的问题，也不是浏览器的问题。",
    "The self-check does not open: this site's own security policy does not let it run. Neither you nor your browser is to blame.",
    "", `服务器的 Content-Security-Policy 缺少自测需要的权限。最少要有：${POLICY}`,
  ],
  frame: [
    "自测打不开：嵌入它的网页用沙箱（sandbox）限制了它。请直接打开自测的网址。",
    "The self-check does not open: the page around it has put it into a sandbox. Open its own address instead.",
    "", "嵌入的 <iframe> 的 sandbox 里要有 allow-scripts 和 allow-same-origin。",
  ],
  program: [
    "自测打不开：程序出错了。刷新一次多半就好；如果总是这样，请换一个浏览器。",
    "The self-check does not open: the program failed. Reloading mostly helps; if not, try another browser.",
    "again",
  ],
};

function add(parent, name, text, attributes) {
  const element = document.createElement(name);
  element.textContent = text;
  for (const key of Object.keys(attributes || {})) element.setAttribute(key, attributes[key]);
  parent.append(element);
  return element;
}

/** An engine that cannot read what every one of the last years reads is old; what it refuses is not damaged. */
function isOld() {
  // A program with one type, of a function with two results.
  const probe = [0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 0, 2, 127, 127];
  return !WebAssembly.validate(new Uint8Array(probe));
}

/** The kind that is shown, by what the browser knows besides. */
function sharpened(kind) {
  if (!window.WebAssembly) return "browser";
  if (origin === "null" && location.protocol !== "file:") return "frame";
  if (kind === "damaged" && isOld()) return "browser";
  return KINDS[kind] ? kind : "program";
}

/** Puts it into the page. */
export function say(kind, file, status) {
  const place = document.querySelector(".zc-before__failed");
  const shown = sharpened(kind);
  const [chinese, english, again, help] = KINDS[shown];
  const name = String(file || "").split("/").pop();
  document.documentElement.setAttribute("data-failed", shown);
  // The sentence that stands here blames nobody and leads on: only its second half is still needed.
  const ways = Array.from(place.childNodes);
  const shorten = (node, first) => node && (node.textContent = node.textContent.replace(first, ""));
  shorten(place.firstChild, /^[^。]*。/);
  shorten(place.querySelector("span").firstChild, /^[^.]*\. /);
  place.textContent = "";
  add(place, "b", chinese);
  add(place, "br", "");
  add(place, "span", english, { lang: "en" });
  if (again) {
    add(place, "br", "");
    add(place, "br", "");
    const button = add(place, "button", "再试一次 Try again", { type: "button", class: "zc-button zc-button--primary", "data-action": "again" });
    button.addEventListener("click", () => location.reload());
  }
  add(place, "br", "");
  add(place, "br", "");
  for (const node of ways) place.append(node);
  if (help || name) {
    add(place, "br", "");
    add(place, "br", "");
    add(place, "small", `网站管理员 · For the site: ${[name, status, help].filter(Boolean).join(" · ")}`, { "data-help": "" });
  }
}
