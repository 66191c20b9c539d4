// Draws the scenes of `idobata preview`, one frame each, with the functions that draw the chat.
const words = JSON.parse(document.getElementById('words').textContent);
const scenes = JSON.parse(document.getElementById('scenes').textContent);
const still = { tap() {}, send() {} };
const frames = make('main', { class: 'frames' });

for (const [number, { act, cards, page, home }] of scenes.entries()) {
  // Home stands beside every scene; it is drawn where it is all that is shown.
  const shown = cards.length || page ? cards : home;
  const frame = make('section', { class: 'frame', 'aria-label': act });
  frame.append(make('h2', {}, `${number + 1}　${act}`), ...shown.map((card) => drawCard(card, still)));
  if (page) frame.append(drawPage(page, still, words));
  frames.append(frame);
}
document.body.append(frames);
