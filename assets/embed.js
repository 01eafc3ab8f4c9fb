// Puts 惠企自测 into a page of another site. The page holds an ordinary link,
//   <a data-zice href="https://…/zice/index.html" data-lang="zh" data-theme="red" data-topics="tax,finance">惠企自测</a>
// and this script puts a frame behind it when it comes near the window. The link stays until the frame has said that it
// works: where this script, the frame or the program is blocked, there is still a link.
//
// It takes only links to the origin that it comes from, or to the one that its own element names (data-origin, where a portal keeps a copy of it): whoever
// may write into the portal's page, in a comment say, cannot have a page of his own framed by it.
//
// It touches nothing but its own links and frames, keeps nothing, and asks nobody but the link's address. A message counts
// only if it comes from the window of one of its frames and from the origin of that frame's link. What it learns is a
// height, the number of a question, that the results are shown, and where on them a panel opened; never an answer.
// Syntax and interfaces: Chromium 87, Firefox 83, Safari 14.
(function () {
  "use strict";

  const NEAR = "600px 0px";
  const FIRST_HEIGHT = 560;
  /** A frame that has loaded and says nothing for so long holds something else, such as the browser's own refusal: the link alone stays. */
  const PATIENCE = 15000;
  /** What the page in the frame needs, and no more: leading the portal away, for one, is not in the list. */
  const NEEDS = "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals";
  const LEAST = 200;
  /** On paper a frame is one box that no page break divides well: as high as a sheet, which the printed results fill, and no empty pages behind it. */
  const SHEET = "255mm";
  // All results of a firm that answered nothing take 75000 pixels on a narrow telephone.
  const MOST = 250000;

  const script = document.currentScript;
  const served = origin(script && (script.dataset.origin || script.src)) || location.origin;

  /** One for each link: { link, frame, origin, fixed, most, watch, isReady }; the frame is null until the link comes near. */
  let widgets = [];

  const near = "IntersectionObserver" in window && new IntersectionObserver(come, { rootMargin: NEAR });

  function come(sightings) {
    sightings.forEach((sighting) => {
      const widget = sighting.isIntersecting && widgets.find((one) => one.link === sighting.target);
      if (widget) load(widget);
    });
  }

  /** Takes a link in charge, once. */
  function adopt(link) {
    if (link.zice || !isOurs(link)) return;
    const fixed = number(link.dataset.height);
    const widget = { link, frame: null, origin: link.origin, fixed, most: number(link.dataset.maxHeight) || MOST, watch: null };
    link.zice = true;
    widgets.push(widget);
    if (near) near.observe(link);
    else load(widget);
  }

  function load(widget) {
    const link = widget.link;
    if (near) near.unobserve(link);
    if (widget.frame) return;
    // A link may have been changed since.
    if (!isOurs(link)) return release(widget);
    const frame = document.createElement("iframe");
    widget.frame = frame;
    frame.title = link.dataset.title || link.textContent.trim() || "惠企自测";
    frame.referrerPolicy = "no-referrer";
    frame.allow = "clipboard-write";
    // Beside its own site the page could take a sandbox off again, and browsers warn of that.
    if (widget.origin !== location.origin) frame.setAttribute("sandbox", NEEDS);
    frame.style.display = "block";
    frame.style.boxSizing = "border-box";
    frame.style.width = "100%";
    frame.style.border = "0";
    // A bar of the portal that stays above may cover as much.
    frame.style.scrollMarginTop = (Number(link.dataset.offset) || 0) + "px";
    stretch(widget, widget.fixed || Math.min(FIRST_HEIGHT, widget.most));
    frame.src = address(widget);
    frame.addEventListener("load", () => setTimeout(() => widget.isReady || release(widget), PATIENCE), { once: true });
    link.insertAdjacentElement("afterend", frame);
    widget.watch = new MutationObserver(() => speak(widget));
    widget.watch.observe(link, { attributes: true, attributeFilter: ["data-lang"] });
  }

  /** The link's own address with the options as its query. */
  function address(widget) {
    const url = new URL(widget.link.href);
    const set = (name, value) => (value ? url.searchParams.set(name, value) : undefined);
    set("embed", widget.fixed ? "fixed" : "auto");
    set("host", location.origin);
    ["lang", "theme", "topics", "pack", "scheme", "chrome"].forEach((name) => set(name, widget.link.dataset[name]));
    set("pack-sha256", widget.link.dataset.packSha256);
    return url.href;
  }

  /** The host changed its language: the frame follows and keeps its answers. */
  function speak(widget) {
    const language = widget.link.dataset.lang || "zh";
    widget.frame.contentWindow.postMessage({ zice: 1, type: "language", language }, widget.origin);
  }

  function stretch(widget, height) {
    widget.frame.style.height = Math.ceil(height) + "px";
  }

  /** The portal's page is printed, or is on the screen again. */
  function print(isPrinting) {
    widgets.filter((one) => one.frame).forEach((one) => (one.frame.style.maxHeight = isPrinting ? SHEET : ""));
  }

  function hear(event) {
    const widget = event.isTrusted && event.source && widgets.find((one) => one.frame && one.frame.contentWindow === event.source);
    if (!widget || event.origin !== widget.origin) return;
    const said = event.data;
    if (typeof said !== "object" || said === null || said.zice !== 1) return;
    if (said.type === "ready") {
      widget.isReady = true;
      hide(widget.link);
      tell(widget, "ready", {});
    } else if (said.type === "height" && isBetween(said.height, 1, MOST)) {
      const height = Math.max(LEAST, Math.min(said.height, widget.most));
      if (!widget.fixed) stretch(widget, height);
      tell(widget, "height", { height: widget.fixed || Math.ceil(height) });
    } else if (said.type === "step" && isBetween(said.step, 1, 999)) {
      turn(widget);
      tell(widget, "step", { step: Math.floor(said.step) });
    } else if (said.type === "panel" && isBetween(said.top, 0, MOST)) {
      reveal(widget, said.top);
    } else if (said.type === "finished") {
      turn(widget);
      tell(widget, "finished", {});
    }
  }

  /** A portal's own style for links is stronger than the attribute. */
  function hide(link) {
    link.hidden = true;
    link.ziceDisplay = [link.style.getPropertyValue("display"), link.style.getPropertyPriority("display")];
    link.style.setProperty("display", "none", "important");
  }

  function show(link) {
    link.hidden = false;
    link.style.setProperty("display", ...link.ziceDisplay);
  }

  /** The beginning of a new view comes into sight, but only for somebody who is in the frame already. */
  function turn(widget) {
    const above = widget.frame.getBoundingClientRect().top < 0;
    if (above && document.activeElement === widget.frame) widget.frame.scrollIntoView({ block: "start" });
  }

  /** What was opened comes into sight for somebody who is in the frame, where the browser has not seen to it. */
  function reveal(widget, top) {
    const place = widget.frame.getBoundingClientRect().top + top;
    const hidden = place < 0 || window.innerHeight - 80 < place;
    if (hidden && document.activeElement === widget.frame) window.scrollBy(0, place - window.innerHeight / 3);
  }

  function tell(widget, name, detail) {
    widget.link.dispatchEvent(new CustomEvent("zice:" + name, { bubbles: true, detail }));
  }

  /** Whatever left the page is let go; whatever came is taken in charge. */
  function tidy(changes) {
    widgets.filter((one) => !one.link.isConnected || (one.frame && !one.frame.isConnected)).forEach(release);
    changes.forEach((change) => change.addedNodes.forEach((node) => node.nodeType === Node.ELEMENT_NODE && search(node)));
  }

  function release(widget) {
    widgets = widgets.filter((one) => one !== widget);
    if (near) near.unobserve(widget.link);
    if (widget.watch) widget.watch.disconnect();
    if (widget.frame) widget.frame.remove();
    if (widget.isReady) show(widget.link);
    // A link that lost its frame stays a link; one that left may come back.
    if (!widget.link.isConnected) delete widget.link.zice;
  }

  function search(node) {
    if (node.matches("a[data-zice][href]")) adopt(node);
    node.querySelectorAll("a[data-zice][href]").forEach(adopt);
  }

  /** Whether a link leads to where the page may come from. */
  function isOurs(link) {
    return /^https?:$/.test(link.protocol) && link.origin === served;
  }

  function origin(address) {
    try {
      return new URL(address).origin;
    } catch (_) {
      return "";
    }
  }

  function number(text) {
    const value = Number(text);
    return isBetween(value, LEAST, MOST) ? value : 0;
  }

  function isBetween(value, least, most) {
    return typeof value === "number" && least <= value && value <= most;
  }

  function begin() {
    search(document.documentElement);
    new MutationObserver(tidy).observe(document.documentElement, { childList: true, subtree: true });
  }

  window.addEventListener("message", hear);
  window.addEventListener("beforeprint", () => print(true));
  window.addEventListener("afterprint", () => print(false));
  // The portal's own policy refuses the frame: nothing will come.
  document.addEventListener("securitypolicyviolation", (event) => {
    if (/^(frame|child|default)-src/.test(event.effectiveDirective) && event.disposition === "enforce") {
      widgets.filter((one) => one.frame && event.blockedURI.startsWith(one.origin)).forEach(release);
    }
  });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
