// Draws a card's file: a picture with its words, or a link that saves it. Its bytes stand in this page's memory only.

import { make, text } from './make.js';

/** The bytes of a file as an address within this page. */
function addressOf(file) {
  const bytes = Uint8Array.from(atob(file.data), (sign) => sign.charCodeAt(0));
  return URL.createObjectURL(new Blob([bytes], { type: file.media }));
}

/** A file; `release` must be called before it leaves the page. */
export function drawFile(file, words) {
  const address = addressOf(file);
  const node = file.media.startsWith('image/') ? picture(file, address, words) : paper(file, address, words);
  node.dataset.address = address;
  return node;
}

function picture(file, address, words) {
  // Whoever sees it badly, or not at all, reads the same in words.
  const told = make('details', { class: 'told' }, make('summary', {}, words['web-page-in-words']), make('p', {}, file.says));
  return make('figure', { class: 'file' }, make('img', { src: address, alt: file.says }), told);
}

function paper(file, address, words) {
  const link = make('a', { class: 'button saves', href: address, download: file.name },
    make('span', {}, file.name), make('span', { class: 'what' }, words['web-page-save']));
  return make('div', { class: 'file' }, text('p', 'lead', file.says), link);
}

/** Gives back what the files in a part of the page hold. */
export function release(part) {
  for (const node of [part, ...part.querySelectorAll('[data-address]')]) {
    if (node.dataset.address) URL.revokeObjectURL(node.dataset.address);
  }
}
