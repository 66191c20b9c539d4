// Draws, for `idobata preview`, about what Telegram and Slack show: their messages, modals and Home tab.

/** A message on Telegram: bold stretches are counted in UTF-16 units, as strings are here. */
export function drawTelegram({ text, bold, keyboard, file }, words) {
  const line = make('p', { class: 'said' });
  let at = 0;
  for (const [start, length] of bold) {
    line.append(text.slice(at, start), make('strong', {}, text.slice(start, start + length)));
    at = start + length;
  }
  line.append(text.slice(at));
  const rows = keyboard.map((row) => make('div', { class: 'keys' }, row.map((label) => make('span', { class: 'key' }, label))));
  return [make('article', { class: 'message' }, line, rows), followed(file, words)];
}

/** A message on Slack. */
export const drawSlack = ({ blocks, file }, words) => [blocks.length ? make('article', { class: 'message' }, blocks.map(block)) : null, followed(file, words)];

/** The file that comes as a message of its own. */
const followed = (file, words) => (file ? make('article', { class: 'message' }, drawFile(file, words)) : null);

/** A modal or the Home tab of Slack. */
export function drawView(view) {
  const ends = [view.close, view.submit].filter(Boolean).map((one) => make('span', { class: 'key' }, one.text));
  const title = view.title ? make('p', { class: 'bar' }, view.title.text) : null;
  return make('article', { class: 'message view' }, title, view.blocks.map(block), ends.length ? make('div', { class: 'keys' }, ends) : null);
}

// What stands in a field: options that lie open, a list of which the first is seen, a file to choose.
const inside = {
  radio_buttons: ({ options }) => options.map((one) => make('p', {}, `○ ${one.text.text}`)),
  static_select: ({ options, option_groups: groups, initial_option: chosen }) => make('p', {}, `${(chosen ?? (options ?? groups[0].options)[0]).text.text} ▾`),
  file_input: () => make('p', {}, '＋'),
};

const drawn = {
  header: ({ text }) => make('p', {}, make('strong', {}, text.text)),
  section: ({ text }) => make('p', { class: 'said' }, text.type === 'mrkdwn' ? text.text.replace(/<tel:[^|]*\|([^>]*)>/g, '$1') : text.text),
  rich_text: ({ elements }) => make('blockquote', { class: 'quote' }, elements[0].elements.map((one) => one.text).join('')),
  actions: ({ elements }) => make('div', { class: 'keys' }, elements.map((one) => make('span', { class: 'key' }, one.text.text))),
  divider: () => make('hr'),
  input: ({ label, element }) => make('div', {}, make('p', {}, make('strong', {}, label.text)), make('div', { class: 'box' }, inside[element.type]?.(element))),
};

const block = (one) => drawn[one.type](one);
