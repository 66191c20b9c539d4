// The one place to write in the chat: it grows, never sends by an Enter, and keeps what the server did not take.

const grows = CSS.supports('field-sizing', 'content');

export class Composer {
  /** `send(text)` is called with what is written, which may be blank. */
  constructor(words, send) {
    this.words = words;
    this.box = document.getElementById('say');
    this.button = document.getElementById('send');
    this.filled = '';
    this.box.addEventListener('input', () => this.grow());
    this.box.addEventListener('keydown', (event) => {
      // 229: Safari reports the Enter that ends a composition after the composition.
      if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return;
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      send(this.box.value);
    });
    this.button.addEventListener('click', () => send(this.box.value));
    document.getElementById('composer').hidden = false;
  }

  /** Turns to the question on the screen, or to plain talk where none wants text. */
  follow(page, node) {
    const asked = asksText(page);
    this.box.placeholder = this.words[asked ? 'web-page-answer' : 'web-page-say'];
    this.name(asked ? node : null);
    this.prefill(asked ? page.fields[0].value ?? '' : '');
  }

  /** Ties the question and its refusal to the box, for those who hear the page. */
  name(node) {
    const asks = [...(node?.querySelectorAll('h3, .ask') ?? [])];
    asks.forEach((ask, n) => { ask.id ||= `${asks[0].id}-${n}`; });
    this.box.setAttribute('aria-labelledby', ['say-label', ...asks.map((ask) => ask.id)].join(' '));
    const problems = [...(node?.querySelectorAll('.problem:not([hidden])') ?? [])];
    if (problems.length) {
      this.box.setAttribute('aria-describedby', problems.map((problem) => problem.id).join(' '));
      this.box.setAttribute('aria-invalid', 'true');
    } else {
      this.box.removeAttribute('aria-describedby');
      this.box.removeAttribute('aria-invalid');
    }
  }

  /** An earlier answer is offered again, but never over something the person is writing. */
  prefill(value) {
    if (this.box.value !== this.filled) return;
    this.box.value = value;
    this.filled = value;
    this.grow();
  }

  /** Whether something is written that was neither sent nor offered. */
  get unsent() {
    return Boolean(this.box.value.trim()) && this.box.value !== this.filled;
  }

  /** The server has taken `text`; whatever was written since stays. */
  taken(text) {
    if (this.box.value === text) this.box.value = '';
    this.filled = '';
    this.grow();
  }

  /** Nothing that was written stays. */
  empty() {
    this.box.value = '';
    this.filled = '';
    this.grow();
  }

  grow() {
    if (grows) return;
    this.box.style.height = 'auto';
    this.box.style.height = `${this.box.scrollHeight + 2}px`;
  }

  focus() {
    this.box.focus({ preventScroll: true });
  }
}

/** Whether the page on the screen is a question that is answered in the composer. */
export const asksText = (page) => Boolean(page?.oneByOne && ['text', 'day', 'select'].includes(page.fields[0]?.kind));
