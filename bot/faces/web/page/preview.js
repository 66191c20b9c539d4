// Draws the scenes of `idobata preview`, one frame each, with the functions that draw the chat.
const words = JSON.parse(document.getElementById('words').textContent);
const scenes = JSON.parse(document.getElementById('scenes').textContent);

for (const [number, scene] of scenes.entries()) {
  const frame = make('section', { class: 'frame', 'aria-label': scene.act });
  frame.append(make('h2', {}, `${number + 1} ${scene.act}`));
  for (const card of [...scene.home, ...scene.cards]) frame.append(drawCard(card, () => {}));
  if (scene.page) frame.append(drawPage(scene.page, () => {}, words));
  document.body.append(frame);
}
