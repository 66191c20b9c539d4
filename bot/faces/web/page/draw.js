// Draws cards, pages and notices as DOM nodes. No network and no state, so that a preview can use it too.
// Text of people comes in by textContent only. `act` is what presses do: { tap(button, node, part), send(page, form, node) }.

import { drawField, refusal } from './fields.js';
import { drawFile } from './files.js';
import { copied, make, text, uid } from './make.js';

const ADDRESS = /^https?:\/\/\S+$/;

/** What the person said or pressed. */
export function drawMine(said, words) {
  return make('p', { class: 'mine' }, make('span', { class: 'unseen' }, words['web-page-mine']), make('span', { class: 'said' }, said));
}

/** A card: title, facts, quote, paragraphs, a file, buttons. */
export function drawCard(card, act, words) {
  const node = make('article', { class: 'card', tabindex: '-1' });
  const title = card.title ? make('h3', { id: uid('card') }, card.title) : null;
  if (title) node.setAttribute('aria-labelledby', title.id);
  node.dataset.key = card.key;
  node.append(...[
    title,
    card.facts.length ? pairs(card.facts, 'facts', words) : null,
    text('blockquote', 'quote', card.quote),
    ...card.paragraphs.map((said) => make('p', {}, said)),
    card.file ? drawFile(card.file, words) : null,
    card.buttons.length ? row(card.buttons, 'buttons', act, 'card') : null,
  ].filter(Boolean));
  return node;
}

/** A notice: its cards under a small word, so that nobody takes it for an answer. */
export function drawNotice(notice, act, words) {
  const cards = notice.cards.map((card) => drawCard(card, act, words));
  return make('section', { class: 'notice', tabindex: '-1', 'aria-label': words['web-page-notice'] }, text('p', 'eyebrow', words['web-page-notice']), cards);
}

/** A page of a form: a question in the chat, or a form; `recap` says whether earlier answers are repeated. */
export function drawPage(page, act, words, recap = true) {
  const node = page.oneByOne && page.fields.length ? question(page, act, words, recap) : form(page, act, words);
  node.dataset.draft = page.draft;
  markRefusals(node, page);
  return node;
}

/** Puts the refusals of a page beside its fields, or takes them away; gives the first field refused, if any. */
export function markRefusals(node, page) {
  show(node.querySelector('.problem[data-for=""]'), page.problem);
  let first = null;
  for (const field of page.fields) {
    const place = [...node.querySelectorAll('.problem')].find((found) => found.dataset.for === field.name);
    show(place, field.problem);
    const controls = [...node.querySelectorAll('input, select, textarea')].filter((found) => found.name === field.name);
    for (const control of controls) invalid(control.closest('fieldset') ?? control, field.problem);
    if (field.problem && !first) first = controls[0] ?? null;
  }
  return first ?? (page.problem ? node.querySelector('.problem[data-for=""]') : null);
}

function show(place, words) {
  place.textContent = words ?? '';
  place.hidden = !words;
}

function invalid(control, problem) {
  if (problem) control.setAttribute('aria-invalid', 'true');
  else control.removeAttribute('aria-invalid');
}

/** Makes an answered question part of the past: it can be read, not pressed. */
export function settle(node) {
  for (const gone of node.querySelectorAll('.options, .buttons, .eyebrow, .recap, .problem')) gone.remove();
  node.classList.add('done');
}

function question(page, act, words, recap) {
  const [field] = page.fields;
  const title = make('h3', { id: uid('question'), tabindex: '-1', class: field.heading ? null : 'ask' }, field.heading ?? field.ask);
  const node = make('section', { class: 'question', 'aria-labelledby': title.id });
  node.dataset.name = field.name;
  const bubble = make('div', { class: 'card' },
    above(page, words, recap),
    title,
    text('p', 'lead', field.lead),
    field.heading ? text('p', 'ask', field.ask) : null,
    refusal(field.name),
    text('p', 'lead', field.more));
  const skip = field.skip ? [field.skip] : [];
  const choices = field.options.length ? field.options : skip;
  const quiet = row(page.buttons, 'buttons quiet', act, 'page');
  // Beside real options, going on without one is a quiet button: it must not look like one more opinion.
  if (field.options.length) quiet.prepend(...skip.map((button) => press(button, act, 'answer')));
  node.append(bubble);
  if (choices.length) node.append(row(choices, 'options', act, 'answer'));
  if (quiet.children.length) node.append(quiet);
  return node;
}

function form(page, act, words) {
  const title = make('h3', { id: uid('form'), tabindex: '-1' }, page.title);
  const node = make('form', { class: 'card form', method: 'post', autocomplete: 'off', novalidate: true, 'aria-labelledby': title.id });
  // What sends comes first, in sight and for the keyboard.
  const buttons = [...page.buttons].sort((one, other) => sends(other) - sends(one));
  const drawn = buttons.map((button) => (sends(button) && page.fields.length ? sender(button) : press(button, act, 'page')));
  node.append(
    title,
    ...above({ ...page, title: null }, words, true),
    ...page.fields.map((field) => drawField(field, words)),
    make('div', { class: 'buttons' }, drawn),
  );
  node.addEventListener('submit', (event) => {
    event.preventDefault();
    act.send(page, node, event.submitter ?? node.querySelector('[type=submit]'));
  });
  return node;
}

const sends = (button) => Number(button.data?.startsWith('send:') ?? false);

/** What stands above the first field: the form's name, who can read it, earlier answers, a refusal of the whole. */
function above(page, words, recap) {
  const mark = make('p', { class: 'eyebrow' }, text('span', 'of', page.title), text('span', 'private', page.private ? words['web-page-private'] : null));
  const earlier = make('div', { class: 'recap' }, text('p', 'eyebrow', words['web-page-recap']), pairs(page.recap, 'facts'));
  return [page.title || page.private ? mark : null, recap && page.recap.length ? earlier : null, refusal('')].filter(Boolean);
}

function pairs(list, kind, words = null) {
  // A long label would leave no room for what was said beside it.
  const stacked = list.some(([label]) => [...label].length > 10);
  return make('dl', { class: stacked ? `${kind} stacked` : kind }, list.map(([label, value]) => make('div', {}, make('dt', {}, label), make('dd', {}, ...(words && ADDRESS.test(value) ? copyable(value, words) : [value])))));
}

/** An address with a button that copies it: it is there to be handed on. */
function copyable(address, words) {
  const place = make('span', {}, address);
  const button = make('button', { type: 'button', class: 'copy' }, words['web-page-copy']);
  button.addEventListener('click', async () => { if (await copied(place)) button.textContent = words['web-page-copied']; });
  return [place, button];
}

function row(buttons, kind, act, part) {
  // Short labels stand side by side; as soon as one is long, all stand one below the other.
  const tall = buttons.some((button) => [...button.label].length > 8);
  return make('div', { class: tall ? `${kind} tall` : kind }, buttons.map((button) => press(button, act, part)));
}

function press(button, act, part) {
  if (button.tel) return make('a', { class: `button ${button.style}`, href: `tel:${button.tel}` }, button.label);
  const node = make('button', { type: 'button', class: button.style }, button.label);
  node.addEventListener('click', () => act.tap(button, node, part));
  return node;
}

const sender = (button) => make('button', { type: 'submit', class: button.style }, button.label);
