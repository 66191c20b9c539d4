// What stands where: home, the log, the open page, the sentence above the composer; scrolling and focus.

import { drawCard, drawMine, drawNotice, drawPage, markRefusals, settle } from './draw.js';
import { carry } from './fields.js';
import { release } from './files.js';
import { make } from './make.js';

const wide = matchMedia('(min-width: 56.25rem)');
const at = (id) => document.getElementById(id);

export class Screen {
  constructor(words, act) {
    Object.assign(this, { words, act, page: null, node: null, aside: null, homeNow: '', seen: new Set(), told: null });
    at('news').addEventListener('click', () => this.visitNews());
    window.visualViewport?.addEventListener('resize', () => this.fit());
    // A picture has its height only when it is loaded: what it pushes down must not slip out of sight.
    at('log').addEventListener('load', ({ target }) => this.grown(target.closest('.card')), true);
    // The composer grows by what is written; the question must not slip away under it.
    new ResizeObserver(() => this.keepSight()).observe(at('composer'));
  }

  /** On a phone home and log scroll together, on a wide screen each by itself. */
  get scroller() {
    return wide.matches ? at('talk') : at('well');
  }

  /** The heading that focus goes to after an answer. */
  get heading() {
    return this.node?.querySelector('h3') ?? null;
  }

  shows(page) {
    return Boolean(page && this.page && page.draft === this.page.draft && page.version === this.page.version);
  }

  showHome(cards) {
    const now = JSON.stringify(cards);
    if (now === this.homeNow) return;
    this.homeNow = now;
    const home = at('home');
    const held = home.contains(document.activeElement) ? document.activeElement.textContent : null;
    const away = home.getBoundingClientRect().bottom < this.scroller.getBoundingClientRect().top;
    this.steady(away ? at('talk') : null, () => home.replaceChildren(...cards.map((card) => drawCard(card, this.act, this.words))));
    if (held === null) return;
    // The button pressed may be gone; the keyboard must not be thrown back to the top of the page.
    ([...home.querySelectorAll('button, a')].find((found) => found.textContent === held) ?? home).focus({ preventScroll: true });
  }

  /** What she is called stands in the header; she may have changed it. */
  showName({ me, name }) {
    document.querySelector('.out .me').textContent = me;
    const chosen = document.querySelector('#person option:checked');
    if (chosen) chosen.textContent = name;
  }

  /** Opens a page at the end of the log; `recap` false where the log itself already tells what was answered. */
  openPage(page, { recap }) {
    this.rewind(page);
    const told = [...at('log').querySelectorAll('.question.done')].some((found) => found.dataset.draft === page.draft);
    const node = drawPage(page, this.act, this.words, recap || !told);
    // What was typed into this draft and not sent yet is still there, wherever she has been meanwhile.
    if (this.aside?.draft === page.draft) carry(this.aside.node, node, page.fields);
    Object.assign(this, { page, node });
    at('log').append(node);
    return node;
  }

  /** Going back: the answer that was dropped, and what came after it, leave the log. */
  rewind(page) {
    const entries = [...at('log').children];
    const from = entries.findIndex((entry) => entry.matches('.question.done')
      && entry.dataset.draft === page.draft && entry.dataset.name === page.fields[0]?.name);
    if (from < 0) return;
    for (const entry of entries.slice(from)) if (entry.matches('.question.done, .mine')) entry.remove();
  }

  /** Takes the open page away; an answered question stays to be read. Gives the node that was there. */
  closePage(answered) {
    const { node } = this;
    if (answered && node?.matches('.question')) settle(node);
    else node?.remove();
    if (node) this.aside = { draft: this.page.draft, node };
    Object.assign(this, { page: null, node: null });
    return node;
  }

  /** Shows the page that the server has now; what was typed for the same draft is kept. */
  replacePage(page) {
    return this.shows(page) ? null : this.redrawPage(page);
  }

  redrawPage(page) {
    const lost = this.node?.contains(document.activeElement);
    const end = this.atEnd();
    this.closePage(false);
    const node = page ? this.openPage(page, { recap: true }) : null;
    if (end) this.revealPage();
    if (lost) (this.heading ?? at('log')).focus({ preventScroll: true });
    return node;
  }

  /** Puts the refusals into the page on the screen, or into a new drawing; gives what to look at first. */
  refuse(page) {
    // What was typed may have narrowed what is offered.
    if (!this.shows(page) || (page.oneByOne && page.fields[0]?.kind === 'select')) this.redrawPage(page);
    this.page = page;
    return markRefusals(this.node, page) ?? this.heading;
  }

  addMine(said) {
    return this.add(drawMine(said, this.words));
  }

  /** A card is on the screen once: the newer drawing takes its place at the end. */
  addCards(cards) {
    const keys = new Set(cards.map((card) => card.key).filter(Boolean));
    for (const old of at('log').querySelectorAll('.card')) if (keys.has(old.dataset.key)) this.leave(old);
    return cards.map((card) => this.add(drawCard(card, this.act, this.words)));
  }

  /** What the cards in the log are about, the newest first. */
  keys() {
    const cards = [...at('log').querySelectorAll('.card')].map((card) => card.dataset.key).filter(Boolean);
    return [...new Set(cards.reverse())].slice(0, 500);
  }

  /** Takes every card about one thing off the screen. */
  drop(key) {
    for (const card of at('log').querySelectorAll('.card')) if (card.dataset.key === key) this.leave(card);
  }

  /** Takes a card away, and the notice that brought it when nothing but its greeting is left. */
  leave(card) {
    const notice = card.closest('.notice');
    release(card);
    card.remove();
    if (notice && !notice.querySelector('.card:not([data-key=""]), .buttons')) notice.remove();
  }

  /** Takes all that was said off the screen. */
  clear() {
    release(at('log'));
    at('log').replaceChildren();
  }

  /** Takes everything off the screen, home and her name too. */
  erase() {
    Object.assign(this, { page: null, node: null, aside: null });
    this.clear();
    this.showHome([]);
    this.showName({ me: '', name: '' });
  }

  /** What comes while a page is open stands above it: the question stays where the eye and the thumb are. */
  add(node) {
    if (this.node) this.node.before(node);
    else at('log').append(node);
    return node;
  }

  /** Adds a notice once; where it is out of sight, a small button says so. */
  addNotice(notice) {
    if (this.seen.has(notice.id)) return;
    this.seen.add(notice.id);
    const node = drawNotice(notice, this.act, this.words);
    const end = this.atEnd();
    this.steady(this.node, () => this.add(node));
    if (!this.node && end) this.reveal([node], node);
    else if (!this.visible(node)) this.offerNews(node);
  }

  offerNews(node) {
    this.news = node;
    at('news').hidden = false;
    new IntersectionObserver(([seen], watch) => {
      if (!seen.isIntersecting && node.isConnected) return;
      if (this.news === node) at('news').hidden = true;
      watch.disconnect();
    }, { threshold: 0.3 }).observe(node);
  }

  visitNews() {
    at('news').hidden = true;
    this.news?.focus({ preventScroll: true });
    this.news?.scrollIntoView({ block: 'start' });
  }

  /** Says one calm sentence above the composer; of a kind, so that only its own cause takes it away again. */
  tell(kind, sentence, again = null) {
    if (this.told === 'ended') return;
    this.told = kind;
    const button = again && make('button', { type: 'button', class: 'primary' }, this.words['web-page-again']);
    button?.addEventListener('click', () => again(button));
    const held = at('state').contains(document.activeElement);
    at('state').replaceChildren(...[make('p', {}, sentence), button].filter(Boolean));
    if (held) (button ?? at('log')).focus({ preventScroll: true });
  }

  hush(kind) {
    if (this.told !== kind || kind === 'ended') return;
    this.told = null;
    at('state').replaceChildren();
  }

  /** Brings what is new into sight, down to `final`: from one of `starts` if that fits, else from the first of them on. */
  reveal(starts, final, behavior = 'auto') {
    const room = this.scroller.clientHeight - 24;
    const end = final.getBoundingClientRect().bottom;
    if (starts.some((start) => end - start.getBoundingClientRect().top <= room)) final.scrollIntoView({ block: 'end', behavior });
    else starts[0].scrollIntoView({ block: 'start', behavior });
  }

  /** The open page, at once: its question rather than the repeated answers above it. */
  revealPage() {
    if (this.node) this.reveal([this.node, this.heading], this.node, 'instant');
  }

  grown(card) {
    if (card && card === at('log').lastElementChild) this.reveal([card], card, 'instant');
  }

  atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < 80;
  }

  visible(node) {
    const box = node.getBoundingClientRect();
    const frame = this.scroller.getBoundingClientRect();
    return box.top >= frame.top && box.top < frame.bottom - 40;
  }

  /** Runs a change above `anchor` without moving what is in sight. */
  steady(anchor, change) {
    const before = anchor?.getBoundingClientRect().top;
    change();
    if (anchor) this.scroller.scrollBy({ top: anchor.getBoundingClientRect().top - before, behavior: 'instant' });
  }

  /** Where the on-screen keyboard covers the page instead of shrinking it, the page shrinks itself. */
  fit() {
    const { height, scale } = window.visualViewport;
    const covered = scale < 1.05 && window.innerHeight - height > 100;
    if (covered) document.documentElement.style.setProperty('--screen', `${height}px`);
    else document.documentElement.style.removeProperty('--screen');
    this.keepSight();
  }

  keepSight() {
    const here = document.activeElement;
    if (here === at('say') || (this.node?.matches('.question') && this.node.contains(here))) this.revealPage();
  }
}
