// Stands inside index.html and keeps the first view alive until the program is there: what is chosen stays, 开始 shows the first question, and any other
// button is remembered. assets/start.js carries it over (`seen`), and asks for it as a file where a server's policy refuses scripts inside a page.
// Syntax: nothing newer than Chromium 87. Each byte of it holds the first question up; the build shortens it.
(() => {
  const html = document.documentElement;
  const find = (selector, view = document) => view.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll('#app ' + selector)];
  const { search, hash } = location;
  const theme = search && (/[?&]theme=([a-z0-9-]+)(&|$)/.exec(search) || [])[1];
  const other = (search && /[?&](lang=en|mode=counter|pack=|topics=|l(&|=|$))/.test(search)) || /^#\W*p=/i.test(hash) || / [cp]=/.test(history.state) || find('meta[name="zice-pack"]');
  let intro = null;
  let held = null;
  let over = false;
  // Another language, plan or choice, or carried answers: the view in the page is not the one to show.
  html.setAttribute('data-early', other ? 'other' : '');
  if (theme && '{{themes}}'.split(' ').includes(theme)) {
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = './themes/' + theme + '.css';
    sheet.setAttribute('blocking', 'render');
    document.head.append(sheet);
  }

  const topics = () => all('[name=topics]').flatMap((input, index) => (input.checked ? index : []));
  const hold = (action) => {
    held = action;
    html.setAttribute('data-held', '');
  };
  const show = (view) => {
    const old = find('#app main');
    intro = intro || old;
    old.replaceWith(view);
    find('#heading').focus();
    scrollTo(0, 0);
  };

  /** The first question with the number of questions that these topics leave; nothing when another question comes first. */
  const question = () => {
    const template = find('template');
    // The page itself may still be coming in, and with it the question: it is whole when something stands behind it.
    if (!find('template + *')) return;
    const view = template.content.cloneNode(true);
    const chosen = topics();
    if (chosen.length) {
      const { facts, left } = template.dataset;
      const asked = JSON.parse(facts);
      if (chosen.some((topic) => !asked[topic].length)) return;
      const fewer = new Set(chosen.flatMap((topic) => asked[topic])).size - 1;
      const line = find('.zc-progress__left', view);
      const track = find('progress', view);
      line.textContent = line.textContent.replace(left, fewer);
      track.max = 1 + fewer;
      track.setAttribute('aria-label', line.textContent);
    }
    return view;
  };
  const next = () => {
    const view = intro && !intro.isConnected ? null : question();
    if (view) {
      held = null;
      html.removeAttribute('data-held');
      show(view);
    } else {
      hold('next');
    }
  };

  const on = (type, answer) => document.addEventListener(type, (event) => over || answer(event));
  on('change', () => {
    for (const label of all('.zc-option')) label.toggleAttribute('data-on', label.control.checked);
    const scope = find('#app .zc-scope__now');
    const template = find('template');
    if (!scope || !template) return;
    const count = topics().length;
    const says = JSON.parse(template.dataset.scopes);
    scope.textContent = count ? says[1].replace(1, count) : says[0];
  });
  on('submit', (event) => {
    event.preventDefault();
    next();
  });
  // 开始 was pressed before the question had come in.
  on('readystatechange', () => {
    if (held === 'next' && !intro) next();
  });
  on('click', (event) => {
    const button = event.target.closest('[data-action]');
    if (!button || button.type === 'submit') return;
    const { action } = button.dataset;
    if (action === 'back') {
      show(intro);
    } else {
      hold(action);
    }
  });

  // Some people press everything twice, some hold a key down: what comes right after a press at the same place is not meant for what stands there since.
  let last = {};
  const stop = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener('pointermove', () => (last = {}), true);
  addEventListener('click', (event) => {
    const { target, detail, isTrusted, timeStamp, clientX, clientY } = event;
    if (!target.closest) return;
    const writes = target.matches('textarea, select, input:not([type=radio]):not([type=checkbox])');
    // A press on a label is one on its field as well.
    const label = last.target && last.target.closest('label');
    if (isTrusted && detail && !(label && label.control === target)) {
      // Where the first thing is still there and this is another, the page was scrolled in between.
      const same = last.target === target || (last.target && !last.target.isConnected);
      const again = same && timeStamp - last.timeStamp < 500 && Math.abs(clientX - last.clientX) + Math.abs(clientY - last.clientY) < 24;
      if (!writes && (detail > 1 || again)) return stop(event);
      last = event;
    }
    // A sandboxed frame may forbid forms, and says nothing: the page takes the press itself.
    const button = target.closest('[type=submit]');
    if (!button || !button.form) return;
    event.preventDefault();
    button.form.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  }, true);
  addEventListener('keydown', (event) => {
    last = {};
    const { key, repeat, target } = event;
    const writes = target.matches && target.matches('textarea, select, input:not([type=radio]):not([type=checkbox])');
    if (repeat && (key === 'Enter' || (key.length === 1 && key !== ' ' && !writes))) stop(event);
  }, true);

  /**
   * The page did not start, and why: data-failed and assets/failed.js say so. What cannot be found or read may be gone with an older version, or cut in a
   * cache: then the page is asked for once more past every cache, and no second time.
   */
  window.zcFailed = (kind, file, status) => {
    const { state } = history;
    if (/gone|damaged/.test(kind) && origin !== 'null' && !/ again$/.test(state)) {
      history.replaceState((state || '') + ' again', '');
      const anew = (address) => fetch(address, { cache: 'reload' }).catch(() => 0);
      Promise.all([location.href, file || location.href].map(anew)).then(() => location.reload());
      return;
    }
    html.setAttribute('data-failed', kind);
    import('{{failed}}').then(({ say }) => say(kind, file, status)).catch(() => 0);
  };
  // The start script does not come, or this browser does not understand it. Scripts of others, of a provider or an extension, are none of ours.
  addEventListener('error', ({ target, filename, error }) => {
    const start = find('script[src^="./start-"]');
    if (over || !start) return;
    if (target === start) zcFailed('gone', start.src);
    else if (filename === start.src) zcFailed(error instanceof SyntaxError ? 'browser' : 'program');
  }, true);

  /** From here on the program answers: the intro, if another view stands in its place, and the button that waits. */
  window.zcEarly = () => {
    over = true;
    html.removeAttribute('data-held');
    return { intro, held };
  };
})();
