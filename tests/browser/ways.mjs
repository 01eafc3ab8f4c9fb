// Ways by which something could leave a page: the seal is tried with all of them, in every engine.

/** Ways out: each resolves when the browser has decided, to what it decided; the address is theirs to reach. */
export const WAYS = {
  fetch: (url) => fetch(url, { mode: 'no-cors' }).then(() => 'sent', () => 'refused'),
  XMLHttpRequest: (url) => new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.onload = () => resolve('sent');
    request.onerror = () => resolve('refused');
    request.open('POST', url);
    request.send('answer');
  }),
  EventSource: (url) => new Promise((resolve) => {
    try {
      const source = new EventSource(url);
      source.onopen = () => resolve('sent');
      source.onerror = () => { source.close(); resolve('refused'); };
    } catch {
      resolve('refused');
    }
  }),
  WebSocket: (url) => new Promise((resolve) => {
    try {
      const socket = new WebSocket(url.replace('http', 'ws'));
      socket.onopen = () => resolve('sent');
      socket.onerror = () => resolve('refused');
    } catch {
      resolve('refused');
    }
  }),
  image: (url) => new Promise((resolve) => {
    const image = new Image();
    image.onload = () => resolve('sent');
    image.onerror = () => resolve('refused');
    image.src = url;
  }),
  script: (url) => new Promise((resolve) => {
    const script = document.createElement('script');
    script.onload = () => resolve('sent');
    script.onerror = () => resolve('refused');
    script.src = url;
    document.head.append(script);
  }),
  'style sheet': (url) => new Promise((resolve) => {
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.onload = () => resolve('sent');
    sheet.onerror = () => resolve('refused');
    sheet.href = url;
    document.head.append(sheet);
  }),
  module: (url) => import(url).then(() => 'sent', () => 'refused'),
  worker: (url) => new Promise((resolve) => {
    try {
      const worker = new Worker(url);
      worker.onerror = () => resolve('refused');
      worker.onmessage = () => resolve('sent');
    } catch {
      resolve('refused');
    }
  }),
  'shared worker': (url) => new Promise((resolve) => {
    try {
      const worker = new SharedWorker(url);
      worker.onerror = () => resolve('refused');
    } catch {
      resolve('refused');
    }
  }),
  font: (url) => new FontFace('x', `url(${url})`).load().then(() => 'sent', () => 'refused'),
  video: (url) => new Promise((resolve) => {
    const video = document.createElement('video');
    video.onerror = () => resolve('refused');
    video.onloadeddata = () => resolve('sent');
    video.src = url;
  }),
};

/** Ways that tell the page nothing of their end: only the policy's own report does. */
export const SILENT = {
  beacon: (url) => navigator.sendBeacon(url, 'answer'),
  ping: (url) => {
    const link = document.createElement('a');
    link.href = '#heading';
    link.ping = url;
    document.body.append(link);
    link.click();
  },
  form: (url) => {
    const form = document.createElement('form');
    form.action = url;
    form.method = 'post';
    form.innerHTML = '<input name="answer" value="1">';
    document.body.append(form);
    form.submit();
  },
  'form by GET': (url) => {
    const form = document.createElement('form');
    form.action = url;
    document.body.append(form);
    form.submit();
  },
  frame: (url) => {
    const frame = document.createElement('iframe');
    frame.src = url;
    document.body.append(frame);
  },
  object: (url) => {
    const object = document.createElement('object');
    object.data = url;
    document.body.append(object);
  },
  background: (url) => {
    document.body.style.backgroundImage = `url(${url})`;
    getComputedStyle(document.body).backgroundImage;
  },
};
