// What goes over the line: events posted until they are known to be done, and what the server says unasked.

const PATIENCE = 30_000; // how long one press goes on trying by itself, in ms
const ONE_TRY = 10_000;
const HELLO = 5_000; // a stream that has not said hello by then is held back by a proxy
const SILENCE = 45_000; // three heartbeats missed
const POLL = 5_000;
const STREAM_AGAIN = 300_000;
const QUICK_TRIES = 5; // a server that restarts is back within these; a proxy that refuses streams is not

/** The server's refusal (its status and its sentence), or status 0: not reached. */
export class Problem extends Error {
  constructor(status, sentence = '') {
    super(`problem ${status}`);
    this.status = status;
    this.sentence = sentence;
  }

  /** Nothing was decided: the same id may be sent again. */
  get passing() {
    return [0, 429, 502, 503, 504].includes(this.status);
  }
}

/** A version 4 UUID, also where the page is not in a secure context. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

export const pause = (ms, signal) => new Promise((done) => {
  const timer = setTimeout(done, ms);
  signal?.addEventListener('abort', () => { clearTimeout(timer); done(); }, { once: true });
});

/** Posts JSON once; gives the answer or throws a Problem. */
export async function post(path, body, signal) {
  const control = new AbortController();
  const stop = () => control.abort();
  const timer = setTimeout(stop, ONE_TRY);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      cache: 'no-store',
      signal: control.signal,
    });
    return await opened(response);
  } catch (error) {
    throw error instanceof Problem ? error : new Problem(0);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

async function opened(response) {
  const data = await response.json().catch((error) => {
    // An answer cut short is no answer: the event goes again with the same id.
    if (response.ok) throw error;
    return {};
  });
  if (!response.ok) throw new Problem(response.status, data.problem ?? '');
  return data;
}

/** Posts the same event again and again for half a minute; `troubled` hears of the first failure. */
export async function insist(path, event, troubled) {
  const end = Date.now() + PATIENCE;
  for (let wait = 500; ; wait = Math.min(wait * 2, 8_000)) {
    try {
      return await post(path, event);
    } catch (problem) {
      if (!problem.passing || Date.now() + wait > end) throw problem;
      troubled(problem);
      await pause(wait);
    }
  }
}

/**
 * Listens for notices and changes, by stream or else by polling, until stop() is called.
 * hooks: cursor() · hello(boot, again) · notice(notice, cursor) · passed(cursor) · changed(by) · gone(key) · erased() · unreached(bool) · ended()
 */
export function listen(hooks) {
  const line = { hooks, stopper: new AbortController(), live: false, polling: false, count: null, met: false };
  keepStream(line);
  return { stop: () => line.stopper.abort() };
}

async function keepStream(line) {
  const { signal } = line.stopper;
  for (let quick = 0; !signal.aborted;) {
    const end = await readStream(line);
    line.live = false;
    if (signal.aborted) return;
    if (end === 'ended') return finish(line);
    if (end === 'held' || quick >= QUICK_TRIES) {
      poll(line);
      quick = 0;
      await pause(STREAM_AGAIN, signal);
      continue;
    }
    if (end === 'refused') poll(line);
    quick = end === 'refused' ? quick + 1 : 0;
    // A little chance keeps all pages from coming back in the same instant after a restart.
    await pause(1_000 * 2 ** Math.min(quick, 4) * (0.5 + Math.random() / 2), signal);
  }
}

function finish(line) {
  if (line.stopper.signal.aborted) return;
  line.stopper.abort();
  line.hooks.ended();
}

/** Reads one stream to its end: 'held' (no hello in time), 'refused', 'dropped' or 'ended' (signed out). */
async function readStream(line) {
  const control = new AbortController();
  const stop = () => control.abort();
  line.stopper.signal.addEventListener('abort', stop, { once: true });
  let held = false;
  let timer = setTimeout(() => { held = true; stop(); }, HELLO);
  const alive = () => {
    if (!line.live) return;
    clearTimeout(timer);
    timer = setTimeout(stop, SILENCE);
  };
  try {
    const response = await fetch('/stream', {
      method: 'POST',
      headers: { Accept: 'text/event-stream', 'Last-Event-ID': line.hooks.cursor() },
      cache: 'no-store',
      signal: control.signal,
    });
    if (response.status === 401) return 'ended';
    if (!response.ok || !response.body) return 'refused';
    for await (const event of events(response.body)) {
      hear(line, event);
      alive();
    }
    return line.live ? 'dropped' : 'refused';
  } catch {
    if (line.live) return 'dropped';
    return held ? 'held' : 'refused';
  } finally {
    clearTimeout(timer);
    line.stopper.signal.removeEventListener('abort', stop);
    stop();
  }
}

/** The events of a text/event-stream, also its comments, which are heartbeats (event ''). */
async function* events(body) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    rest = (rest + decoder.decode(value, { stream: true })).replace(/\r\n/g, '\n');
    const blocks = rest.split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) yield parsed(block);
    // A comment may come as a line of its own, without the empty line.
    if (rest.startsWith(':')) yield { event: '', id: '', data: '' };
  }
}

function parsed(block) {
  const found = { event: '', id: '', data: '' };
  for (const line of block.split('\n')) {
    const [, name, value] = /^(event|id|data): ?(.*)$/.exec(line) ?? [];
    if (name === 'data') found.data += (found.data && '\n') + value;
    else if (name) found[name] = value;
  }
  return found;
}

function hear(line, { event, id, data }) {
  const { hooks } = line;
  if (event === 'hello') {
    line.live = true;
    hooks.unreached(false);
    hooks.hello(JSON.parse(data).boot, line.met);
    line.met = true;
  } else if (event === 'notice') {
    hooks.notice(JSON.parse(data), id);
  } else if (event === 'changed') {
    hooks.changed(JSON.parse(data).by);
  } else if (event === 'gone') {
    hooks.gone(JSON.parse(data).key);
  } else if (event === 'erased') {
    line.stopper.abort();
    hooks.erased();
  }
}

/** Asks every five seconds for as long as there is no stream. */
async function poll(line) {
  if (line.polling) return;
  line.polling = true;
  const { hooks, stopper: { signal } } = line;
  while (!line.live && !signal.aborted) {
    try {
      heard(line, await post('/poll', { cursor: hooks.cursor() }, signal));
    } catch (problem) {
      if (problem.status === 401) finish(line);
      else if (!signal.aborted && !line.live) hooks.unreached(true);
    }
    await pause(POLL, signal);
  }
  line.polling = false;
}

function heard(line, { boot, notices, cursor, changed }) {
  const { hooks } = line;
  hooks.unreached(false);
  for (const notice of notices) hooks.notice(notice, notice.cursor);
  hooks.passed(cursor);
  hooks.hello(boot, false);
  line.met = true;
  // The first answer has nothing to compare with, and something may have happened while the stream was awaited.
  if (changed !== line.count) hooks.changed();
  line.count = changed;
}
