// The smallest things that all drawing is made of.

let last = 0;

/** An id that no other node has. */
export const uid = (kind) => `${kind}-${(last += 1)}`;

/** An element with attributes (null: left out) and children (strings become text). */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** An element with these words; nothing where there are none. */
export const text = (tag, kind, words) => (words ? make(tag, { class: kind }, words) : null);


/** Copies what a node says; where the browser does not allow it, it is at least selected. */
export async function copied(node) {
  getSelection().selectAllChildren(node);
  try {
    await navigator.clipboard.writeText(node.textContent);
    return true;
  } catch {
    return document.execCommand('copy');
  }
}
