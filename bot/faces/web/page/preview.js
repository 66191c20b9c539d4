// Draws the scenes of `idobata preview`: the web by the functions that draw the chat, the other platforms beside it.
const words = JSON.parse(document.getElementById('words').textContent);
const scenes = JSON.parse(document.getElementById('scenes').textContent);
const still = { tap() {}, send() {} };
const frames = make('main', { class: 'frames' });

const face = (name, ...drawn) => make('div', { class: `face ${name.toLowerCase()}` }, make('h3', {}, name), drawn.flat(2));

for (const [number, { act, cards, page, home, telegram, slack }] of scenes.entries()) {
  // Home stands beside every scene; it is drawn where it is all that is shown.
  const shown = (cards.length || page ? cards : home).map((card) => drawCard(card, still, words));
  if (page) shown.push(drawPage(page, still, words));
  frames.append(make(
    'section',
    { class: 'frame', 'aria-label': act },
    make('h2', {}, `${number + 1}　${act}`),
    face('Web', shown),
    face('Telegram', telegram.map((one) => drawTelegram(one, words))),
    face('Slack', slack.messages.map((one) => drawSlack(one, words)), slack.view ? drawView(slack.view) : null),
  ));
}
document.body.append(frames);
