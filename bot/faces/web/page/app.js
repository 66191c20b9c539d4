// The page: starts, sends what is pressed and written, and follows what happens elsewhere.

import { Composer, asksText } from './composer.js';
import { readAnswers } from './fields.js';
import { Screen } from './screen.js';
import { asksBeforeLeaving, reload, typed } from './unsent.js';
import { insist, listen, newId, pause, post } from './wire.js';

const words = JSON.parse(document.getElementById('words').textContent);
const now = { boot: null, who: null, cursor: '', busy: false, late: false, sent: 0, over: '', unsent: null, answered: '', echoed: false, line: null, unseen: false, refused: '' };
const screen = new Screen(words, { tap, send });
const composer = new Composer(words, write);

start();

async function start() {
  document.documentElement.classList.add('live');
  switchAtOnce();
  asksBeforeLeaving(() => composer.unsent || typed(screen.node));
  window.addEventListener('pagehide', () => now.line?.stop());
  // A page out of the browser's memory may belong to somebody who has left this computer.
  window.addEventListener('pageshow', (event) => { if (event.persisted) reload(); });
  const standing = await firstStanding();
  if (!standing) return;
  show(standing);
  screen.revealPage();
  sees();
  document.addEventListener('visibilitychange', () => now.unseen && sees());
  now.line = listen({
    cursor: () => now.cursor,
    passed: (cursor) => { now.cursor = cursor; },
    hello: (boot, again) => { if (again || boot !== now.boot) refresh(); },
    notice: (notice, cursor) => {
      screen.addNotice(notice);
      now.cursor = cursor || notice.cursor;
      sees();
    },
    changed,
    gone: (key) => screen.drop(key),
    erased,
    unreached: (yes) => (yes ? screen.told || screen.tell('line', words['web-page-unreached']) : screen.hush('line')),
    ended: () => end(),
  });
}

/** Asks until the server is there; null when nobody is signed in. */
async function firstStanding() {
  for (let wait = 1_000; ; wait = Math.min(wait * 2, 8_000)) {
    try {
      const standing = await post('/now', {});
      screen.hush('line');
      return standing;
    } catch (problem) {
      if (problem.status === 401) return end();
      screen.tell('line', problem.passing ? words['web-page-unreached'] : problem.sentence || words['web-page-broken']);
      await pause(wait);
    }
  }
}

function show(standing) {
  // Another person has signed in by another tab: nothing of the first may stay in sight.
  if (now.who !== null && now.who !== standing.who) return reload();
  Object.assign(now, { boot: standing.boot, who: standing.who, cursor: standing.cursor });
  screen.showName(standing);
  screen.showHome(standing.home);
  standing.notices.forEach((notice) => screen.addNotice(notice));
  // A card of the draft in hand stands where its page would.
  const there = new Set(screen.keys());
  screen.addCards(standing.cards.filter((card) => card.key && !there.has(card.key)));
  if (screen.shows(standing.page)) return undefined;
  screen.replacePage(standing.page);
  return composer.follow(screen.page, screen.node);
}

/** Says that what was told up to now stands before somebody's eyes: only that counts as delivered. */
async function sees() {
  now.unseen = document.visibilityState !== 'visible';
  if (now.unseen || now.over) return;
  // What does not arrive is said again with the next notice, load or look.
  await post('/seen', { cursor: now.cursor }).catch(() => { now.unseen = true; });
}

/** Something has changed by an event: what this page has done itself, its answer says, unless that was lost. */
function changed(by) {
  if (now.busy && by === now.unsent?.event.id) now.echoed = true;
  else if (by !== now.answered) refresh();
}

/** Asks where the person stands; waits while something is being sent, whose answer is newer. */
async function refresh() {
  now.late = now.busy;
  if (now.busy || now.over) return;
  const { sent } = now;
  try {
    const standing = await post('/now', { shows: screen.keys(), unsent: now.unsent?.event.id });
    leaves(standing);
    if (now.busy) {
      now.late = true;
    } else if (sent !== now.sent) {
      // This says where she stood before what she has pressed since.
      refresh();
    } else {
      if (standing.taken) arrived();
      show(standing);
    }
  } catch (problem) {
    // Anything but the end of the sign-in is for the next hello or poll to mend.
    if (problem.status === 401) end();
  }
}

/** What has been deleted, or taken back by who had shared it, leaves the screen first. */
function leaves({ gone }) {
  gone.forEach((key) => screen.drop(key));
}

/** What could not be sent had been taken, only its answers were lost: it must not be sent as the answer to what comes next. */
function arrived() {
  if (now.unsent?.said !== undefined) composer.taken(now.unsent.said);
  now.unsent = null;
  screen.hush('event');
}

function tap(button, node, part) {
  const text = composer.box.value;
  const answers = part === 'answer' && asksText(screen.page) && text.trim();
  // Whoever has written something and goes on means what is written, unless that was just refused.
  if (answers && text !== now.refused && button.data?.startsWith('skip:')) return write(text);
  const mine = part === 'page' ? null : button.label;
  // A refused day goes once the question has its answer; what somebody has put into words stays.
  const written = answers && text === now.refused && screen.page.fields[0].kind !== 'text' ? text : undefined;
  return deliver({ tap: button.data }, node, { part, mine, written });
}

async function send(page, form, node) {
  const { draft, version } = page;
  const { answers, problems } = await readAnswers(page, form);
  if (Object.keys(problems).length) {
    // A file that need not be sent: what else was filled in stays as it is.
    const fields = page.fields.map((field) => ({ ...field, problem: problems[field.name] ?? null }));
    refuse({ page: { ...page, fields } }, {});
    return;
  }
  deliver({ draft, version, answers }, node, { part: 'form', mine: null });
}

function write(text) {
  const { page } = screen;
  composer.focus();
  if (!text.trim()) return screen.tell('event', words['web-page-empty']);
  const body = asksText(page)
    ? { draft: page.draft, version: page.version, answers: { [page.fields[0].name]: text } }
    : { say: text };
  const part = body.say === undefined ? 'answer' : 'say';
  return deliver(body, composer.button, { part, mine: text, written: text });
}

/** Sends one event and shows its answer. One at a time: what is pressed meanwhile is not an answer to what is seen. */
async function deliver(body, node, step) {
  if (now.over) return screen.tell('ended', now.over);
  if (now.busy) return undefined;
  now.busy = true;
  now.sent += 1;
  now.echoed = false;
  node.setAttribute('aria-busy', 'true');
  const event = eventFor(body, step.written);
  try {
    const sent = { ...event, shows: screen.keys() };
    const reply = await insist('/event', sent, () => screen.tell('event', words['web-page-resending']));
    now.unsent = null;
    now.answered = event.id;
    screen.hush('event');
    screen.hush('line');
    leaves(reply);
    accept(reply, step);
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    // It has been taken, only its answer was lost.
    now.late ||= now.echoed;
    fail(problem, (button) => deliver(body, button, step));
  } finally {
    now.busy = false;
    node.removeAttribute('aria-busy');
  }
  if (now.late) refresh();
  return undefined;
}

/** The same words sent again are the same event, for the first one may have arrived. */
function eventFor(body, said) {
  const written = JSON.stringify(body);
  if (now.unsent?.written !== written) now.unsent = { written, said, event: { id: newId(), ...body } };
  return now.unsent.event;
}

function fail(problem, again) {
  if (problem.status === 401) return end();
  if (problem.passing) return screen.tell('event', words['web-page-unsent'], again);
  now.unsent = null;
  return screen.tell('event', problem.sentence || words['web-page-broken']);
}

function end(why = words['web-page-ended']) {
  now.over = why;
  now.line?.stop();
  screen.tell('ended', why);
  return null;
}

/** All that was hers has been deleted in another tab, or on another machine: nothing of it stays in sight here. */
function erased() {
  // The answer to the press that did it, in this tab, says more.
  if (now.busy || now.over) return;
  screen.erase();
  composer.empty();
  end(words['web-page-erased']);
}

const refused = (page) => Boolean(page && (page.problem || page.fields.some((field) => field.problem)));

function accept(reply, step) {
  const page = reply.page ?? null;
  screen.showName(reply);
  screen.showHome(reply.home);
  if (reply.over) {
    now.over = words['web-page-erased'];
    now.line?.stop();
  }
  if (refused(page)) {
    refuse(reply, step);
    return;
  }
  // What was not taken stays in the box, and is not drawn as if it had been said.
  const kept = reply.kept !== false;
  if (kept && step.written !== undefined) composer.taken(step.written);
  // Nor does it go out as the answer to another question, unless it is sent as one.
  if (!kept) now.refused = step.written ?? now.refused;
  // Deleted is gone from the screen as well: on a shared computer the next person looks at it.
  if (reply.wipe) screen.clear();
  const same = screen.shows(page);
  if (!same) screen.closePage(step.part === 'answer');
  const fresh = step.mine === null || !kept ? [] : [screen.addMine(step.mine)];
  const cards = screen.addCards(reply.cards ?? []);
  // What says that something was deleted does not go with it; the draft that goes on does.
  if (reply.wipe && !reply.goesOn) for (const card of cards) card.dataset.key = '';
  fresh.push(...cards);
  if (page && !same) fresh.push(screen.openPage(page, { recap: false }));
  composer.follow(screen.page, screen.node);
  const target = (!same && screen.heading) || cards[0] || screen.heading || document.getElementById('log');
  attend(cards.length ? [fresh[0]] : [fresh[0], screen.heading], step.part === 'say' ? null : target);
}

/** The text stays where it was written; the sentence that says why stands beside it. */
function refuse(reply, step) {
  now.refused = step.written ?? now.refused;
  const cards = screen.addCards(reply.cards ?? []);
  const target = screen.refuse(reply.page);
  composer.follow(screen.page, screen.node);
  attend([cards[0], screen.node], step.written === undefined ? target : null);
  if (target?.matches('input, select, textarea, .problem')) target.scrollIntoView({ block: 'center' });
}

/** Focus first, then sight: from one of `starts` down to the end of the log. */
function attend(starts, target) {
  if (target) target.focus({ preventScroll: true });
  else composer.focus();
  const found = starts.filter(Boolean);
  const final = document.getElementById('log').lastElementChild;
  if (final) screen.reveal(found.length ? found : [final], final);
}

/** In the demo a choice is enough; by the keyboard, where every arrow is a choice, the button is pressed. */
function switchAtOnce() {
  const person = document.getElementById('person');
  let keys = false;
  person?.addEventListener('keydown', () => { keys = true; });
  person?.addEventListener('pointerdown', () => { keys = false; });
  person?.addEventListener('change', () => { if (!keys) person.form.requestSubmit(); });
}
