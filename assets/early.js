// Stands inside index.html and keeps the first view alive until the program is there: what is chosen stays, 开始 shows the first question, and any other
// button is remembered. assets/start.js carries it over (`seen`), and asks for it as a file where a server's policy refuses scripts inside a page.
// Syntax: nothing newer than Chromium 87. Each byte of it holds the first question up; the build shortens it.
(() => {
  const html = document.documentElement;
  const find = (selector, view = document) => view.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll('#app ' + selector)];
  const { search, hash } = location;
  const theme = search && (/[?&]theme=([a-z0-9-]+)(&|$)/.exec(search) || [])[1];
  const other = (search && /[?&](lang=en|mode=counter|pack=|topics=)/.test(search)) || /^#\W*p=/i.test(hash) || find('meta[name="zice-pack"]');
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
  // A script that cannot be fetched, or that this browser does not understand.
  addEventListener('error', ({ target }) => {
    if (!over && (!target || target === window || target.nodeName === 'SCRIPT')) html.setAttribute('data-failed', '');
  }, true);

  /** From here on the program answers: the intro, if another view stands in its place, and the button that waits. */
  window.zcEarly = () => {
    over = true;
    html.removeAttribute('data-held');
    return { intro, held };
  };
})();
