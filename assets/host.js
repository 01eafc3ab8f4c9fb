// The page's side of embed.js: says how high the page is, which question is shown, and that the results are there. Loaded only
// inside a frame of another page. What it says goes to the window around this one, and the browser delivers it only if that
// window is of the origin that embed.js named in the address (`host=`). What it hears counts only from that window and that
// origin, and is one thing: the language to show. Answers and verdicts are not within its reach: it sees the number of a
// question, the name of a view, and where on the results a panel opened.
//
// Heights follow the content, never the window, so they cannot drive each other up.
// Syntax and interfaces: Chromium 87, Firefox 83, Safari 14.

const root = document.documentElement;
const app = document.getElementById("app");
const query = new URLSearchParams(location.search);
const host = query.get("host");

/** Messages about height in a row without anything having changed in the page; then it is quiet. */
const MOST_IN_A_ROW = 8;
/**
 * While questions are asked, heights are told in steps of so many pixels and only ever grow: how long a question is would tell which one it is, and with
 * it an answer. With smaller steps firms that differ in one answer could be told apart (tests/browser/heights.test.mjs).
 * The intro is the same for everybody, and the results are opened knowingly: their heights are exact.
 */
const STEP = 600;

/** How long the host may take to give the height that was asked for before the page scrolls by itself. */
const PATIENCE = 400;

let height = 0;
let width = 0;
let inARow = 0;
let shown = "";
let isReady = false;
/** The least that is told while questions are asked; 0 before the first one. */
let least = 0;
let waiting;

function isOrigin(text) {
  try {
    return /^https?:/.test(text) && new URL(text).origin === text;
  } catch (_) {
    return false;
  }
}

/**
 * Where the browser tells who is around us, a wrong name in the address is seen before anything is said. It tells "null" of whoever sends no referrer,
 * as embed.js does (the HTML standard since 2025; Firefox 153): then the target origin of each message alone decides, as it does in the end everywhere.
 */
function isAround(origin) {
  const around = location.ancestorOrigins;
  return !around || !around.length || around[0] === "null" || around[0] === origin;
}

function say(type, detail) {
  parent.postMessage(Object.assign({ zice: 1, type }, detail), host);
}

/** What of a height the host may know in the view at hand. */
function told(content) {
  const view = app.querySelector("[data-view]");
  const name = view && view.dataset.view;
  if (name === "question") least = Math.max(least, Math.ceil(content / STEP) * STEP);
  // The list of answers is as long as the answers: it scrolls inside.
  return name === "question" || name === "review" ? least || STEP : content;
}

function measure() {
  const box = root.getBoundingClientRect();
  const content = told(Math.ceil(box.height));
  if (box.width !== width) inARow = 0;
  width = box.width;
  if (content !== height && inARow < MOST_IN_A_ROW) {
    inARow += 1;
    height = content;
    // A host that fixed the height has no use for it.
    if (query.get("embed") === "auto") say("height", { height });
  }
  fit();
}

/** No second scroll bar beside the host's, unless the host does not give the height. */
function fit() {
  clearTimeout(waiting);
  if (query.get("embed") !== "auto") return;
  const scroll = () => (root.style.overflowY = "auto");
  if (Math.ceil(root.getBoundingClientRect().height) <= window.innerHeight) root.style.overflowY = "hidden";
  else waiting = setTimeout(scroll, PATIENCE);
}

/** Which view is shown: by its name, and a question by its number. */
function look() {
  inARow = 0;
  const view = app.querySelector("[data-view]");
  if (!view) return;
  if (!isReady && root.hasAttribute("data-ready")) {
    isReady = true;
    say("ready");
  }
  const { view: name, step } = view.dataset;
  const now = name + " " + step;
  if (now === shown) return;
  shown = now;
  if (name === "question" && Number(step) > 0) say("step", { step: Number(step) });
  if (name === "results") say("finished");
  measure();
}

/**
 * A panel that was opened on the results takes the focus, and browsers bring it into sight; WebKit scrolls no page for a frame of another site. Then embed.js does,
 * and is told where the panel is: on the results alone, whose height it knows. The second frame comes after the height that the panel needs was told.
 */
function point({ target }) {
  if (!target.closest('[data-view="results"] .zc-panel') || target.tabIndex !== -1) return;
  requestAnimationFrame(() => requestAnimationFrame(() => say("panel", { top: Math.max(0, Math.floor(target.getBoundingClientRect().top)) })));
}

function hear(event) {
  if (!event.isTrusted || event.source !== parent || event.origin !== host) return;
  const said = event.data;
  if (typeof said !== "object" || said === null || said.zice !== 1 || said.type !== "language") return;
  document.dispatchEvent(new CustomEvent("zice-language", { detail: String(said.language) }));
}

if (isOrigin(host) && isAround(host)) {
  window.addEventListener("message", hear);
  window.addEventListener("resize", fit);
  if (query.get("embed") === "auto") app.addEventListener("focusin", point);
  new MutationObserver(look).observe(app, { childList: true, subtree: true, attributes: true, characterData: true });
  new MutationObserver(look).observe(root, { attributes: true, attributeFilter: ["data-ready"] });
  new ResizeObserver(measure).observe(root);
  look();
}
