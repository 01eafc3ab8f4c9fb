// Stands inside index.html and keeps the first view alive until the program is there: what is chosen stays, 开始 shows the first question, and any other
// button is remembered. assets/start.js carries it over (`seen`), and asks for it as a file where a server's policy refuses scripts inside a page.
// Syntax: nothing newer than Chromium 87. Comments have lines of their own.
(function () {
  var html = document.documentElement;
  var theme = (/[?&]theme=([a-z0-9-]+)(&|$)/.exec(location.search) || [])[1];
  var other = /[?&](lang=en|mode=counter|pack=|topics=)/.test(location.search) || /^#p=/.test(location.hash) || document.querySelector('meta[name="zice-pack"]');
  var intro = null;
  var held = null;
  var over = false;
  // Another language, plan or choice, or carried answers: the view in the page is not the one to show.
  html.setAttribute('data-early', other ? 'other' : '');
  if ('{{themes}}'.split(' ').indexOf(theme) >= 0) {
    var sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = './themes/' + theme + '.css';
    sheet.setAttribute('blocking', 'render');
    document.head.appendChild(sheet);
  }

  function app() {
    return document.getElementById('app');
  }
  function options(view, name) {
    return [].slice.call(view.querySelectorAll('input[name="' + name + '"]'));
  }
  function places(view, name) {
    return options(view, name).reduce(function (found, input, index) {
      return input.checked ? found.concat(index) : found;
    }, []);
  }
  function hold(action) {
    held = action;
    html.setAttribute('data-held', '');
  }

  /** The first question with the number of questions that these topics leave; false when another question comes first. */
  function question() {
    var view = document.getElementById('first-question');
    // The page itself, and so the question in it, may still be coming in.
    if (!view || document.readyState === 'loading') return false;
    var facts = JSON.parse(view.getAttribute('data-facts'));
    var topics = places(app(), 'topics');
    var all = {};
    for (var n = 0; n < topics.length; n += 1) {
      var those = facts[topics[n]];
      if (!those.length) return false;
      those.forEach(function (fact) { all[fact] = 1; });
    }
    var copy = view.content.cloneNode(true);
    var was = view.getAttribute('data-left');
    var left = topics.length ? String(Object.keys(all).length - 1) : was;
    var line = copy.querySelector('.zc-progress__left');
    line.textContent = line.textContent.replace(was, left);
    copy.querySelector('progress').max = 1 + Number(left);
    copy.querySelector('progress').setAttribute('aria-label', line.textContent);
    return show(copy);
  }
  function show(view) {
    var old = app().querySelector('main');
    intro = intro || old;
    old.replaceWith(view);
    document.getElementById('heading').focus();
    scrollTo(0, 0);
    return true;
  }

  document.addEventListener('change', function (event) {
    if (over) return;
    [].forEach.call(app().querySelectorAll('.zc-option'), function (label) {
      label.toggleAttribute('data-on', label.querySelector('input').checked);
    });
    var scope = app().querySelector('.zc-scope__now');
    var view = document.getElementById('first-question');
    var scopes = view ? JSON.parse(view.getAttribute('data-scopes')) : [];
    if (scope && view) scope.textContent = scopes[places(app(), 'topics').length];
  });
  function next() {
    var atIntro = intro === null || app().contains(intro);
    if (atIntro && question()) {
      held = null;
      html.removeAttribute('data-held');
    } else {
      hold('next');
    }
  }

  document.addEventListener('submit', function (event) {
    if (over) return;
    event.preventDefault();
    next();
  });
  // 开始 was pressed before the question had come in.
  document.addEventListener('readystatechange', function () {
    if (!over && held === 'next' && intro === null) next();
  });
  document.addEventListener('click', function (event) {
    var button = event.target.closest && event.target.closest('[data-action]');
    if (over || !button || button.type === 'submit') return;
    var action = button.getAttribute('data-action');
    if (action === 'back') {
      show(intro);
    } else {
      hold(action);
    }
  });
  // A script that cannot be fetched, or that this browser does not understand.
  addEventListener('error', function (event) {
    if (!over && (!event.target || event.target === window || event.target.nodeName === 'SCRIPT')) html.setAttribute('data-failed', '');
  }, true);

  /** What the visitor has done so far; the second program of a page begins with nothing. */
  window.zcEarly = function () {
    var main = over ? null : app().querySelector('main');
    var active = document.activeElement;
    var action = active && active.getAttribute('data-action');
    var details = main ? main.querySelector('details') : null;
    var question = main ? main.querySelector('[data-question]') : null;
    over = true;
    html.removeAttribute('data-held');
    return {
      topics: main ? places(intro || main, 'topics') : [],
      asked: question === null ? '' : question.getAttribute('data-question'),
      answers: main ? places(main, 'answer') : [],
      held: main ? held : null,
      open: details !== null && details.open,
      focus: !active || active === document.body ? null : active.id ? '#' + active.id : action ? '[data-action="' + action + '"]' : active.nodeName,
      scroll: [window.pageXOffset, window.pageYOffset],
    };
  };
})();
