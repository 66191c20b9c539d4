// The fields of a form: each kind drawn by what the browser has for it, and read again. No network and no state.

import { make, text, uid } from './make.js';

// What has no name of its own only helps to choose.
const ANSWERS = 'input[name], select[name], textarea[name]';
// From so many options on a list can be searched.
const SEARCHED = 20;

/** A field of a form. */
export const drawField = (field, words) => (field.kind === 'choice' ? choice(field, words) : labelled(field, words, controls[field.kind]));

/** Where a refusal stands: beside its field, or above all where it has none. */
export const refusal = (name) => make('p', { class: 'problem', id: uid('problem'), 'data-for': name, tabindex: '-1', hidden: true });

/** Takes what was typed or chosen in an old drawing of a form over into a new one; what its fields begin with is newer. */
export function carry(old, fresh, fields) {
  const begun = new Set(fields.filter((field) => field.value).map((field) => field.name));
  for (const from of old.querySelectorAll(ANSWERS)) {
    if (begun.has(from.name)) continue;
    const to = [...fresh.querySelectorAll(ANSWERS)].find(
      (found) => found.name === from.name && (from.type !== 'radio' || found.value === from.value),
    );
    if (!to) continue;
    if (from.type === 'file') to.files = from.files;
    else if (from.type !== 'radio') to.value = from.value;
    else if (from.checked) to.checked = true;
  }
}

/** The answers of a form by field name, null for what may be left out and is blank; `problems` are those of files. */
export async function readAnswers(page, node) {
  const data = new FormData(node);
  const answers = {};
  const problems = {};
  for (const field of page.fields) {
    const value = data.get(field.name);
    if (value instanceof File) await readFile(field, value).then((said) => { answers[field.name] = said; }, (why) => { problems[field.name] = why.message; });
    else answers[field.name] = answerOf(field, value);
  }
  return { answers, problems };
}

function answerOf(field, value) {
  const blank = value === null || value === '' || (field.optional && !value.trim());
  return blank && (field.kind === 'choice' || field.optional) ? null : value ?? '';
}

/** What a file says; throws the sentence with which it is refused. */
async function readFile(field, file) {
  if (!file.name) return field.optional ? null : '';
  if (!field.endings.some((ending) => file.name.toLowerCase().endsWith(ending))) throw new Error(field.refusals.other);
  if (file.size > field.max) throw new Error(field.refusals.large);
  if (field.sheet) return { name: file.name, data: await base64(file) };
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    throw new Error(field.refusals.unread);
  }
}

/** The bytes of a file as text: what a table says is read where it is judged. */
const base64 = (file) => new Promise((done, failed) => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result.slice(reader.result.indexOf(',') + 1));
  reader.onerror = failed;
  reader.readAsDataURL(file);
});

/** A field with its label: `control` makes what is worked, and maybe what stands above that. */
function labelled(field, words, control) {
  const id = uid('field');
  const problem = refusal(field.name);
  const lead = field.lead ? make('p', { class: 'lead', id: uid('lead') }, field.lead) : null;
  const shared = {
    id, name: field.name, autocomplete: 'off', 'aria-required': field.optional ? null : 'true',
    'aria-describedby': [lead?.id, problem.id].filter(Boolean).join(' '),
  };
  const said = field.kind === 'text' || field.kind === 'day' ? 'web-page-optional' : 'web-page-optional-choice';
  const label = make('label', { for: id }, field.ask, optional(field, words[said]));
  return make('div', { class: 'field' }, text('p', 'heading', field.heading), label, lead, control(field, shared, words), problem);
}

const controls = {
  text: (field, shared) => {
    const tag = field.lines > 1 ? 'textarea' : 'input';
    return filled(make(tag, { ...shared, ...(tag === 'input' ? { type: 'text' } : { rows: field.lines }) }), field.value);
  },
  day: (field, shared) => filled(make('input', { ...shared, type: 'date', min: field.first, max: field.last }), field.value),
  file: (field, shared) => make('input', { ...shared, type: 'file', accept: field.endings.join(',') }),
  select: (field, shared, words) => {
    const node = make('select', shared);
    const first = { key: '', label: field.skip?.label ?? words['web-page-choose'] };
    const fill = (options) => node.replaceChildren(...[first, ...options].map(({ key, label }) => make('option', { value: key }, label)));
    fill(field.options);
    if (field.options.some((option) => option.key === field.value)) node.value = field.value;
    return field.options.length > SEARCHED ? [search(node, field, fill, words), node] : node;
  },
};

const filled = (control, value) => {
  // What it begins with: whatever else stands there was typed.
  control.defaultValue = value ?? '';
  return control;
};

const folded = (said) => said.normalize('NFKC').toLowerCase().replace(/\s/g, '');

/** A box in which a part of a name is written, so that the list holds only what has it; what is chosen stays in it. */
function search(list, field, fill, words) {
  const count = make('p', { class: 'lead', role: 'status' });
  const box = make('input', { type: 'search', autocomplete: 'off', 'aria-label': `${field.ask} ${words['web-page-search']}`, placeholder: words['web-page-search'] });
  box.addEventListener('input', () => {
    const wanted = folded(box.value);
    const chosen = list.value;
    const found = field.options.filter((option) => folded(option.label).includes(wanted));
    fill(field.options.filter((option) => option.key === chosen || found.includes(option)));
    list.value = chosen;
    count.textContent = wanted ? `${found.length}${words['web-page-found']}` : '';
  });
  // It only narrows: it must not send the form.
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    list.focus();
  });
  return make('div', { class: 'search' }, box, count);
}

function choice(field, words) {
  const problem = refusal(field.name);
  const lead = field.lead ? make('p', { class: 'lead', id: uid('lead') }, field.lead) : null;
  // A radio cannot be taken back, so leaving it open is a choice of its own.
  const none = field.optional ? [{ key: '', label: field.skip?.label ?? words['web-page-no-choice'] }] : [];
  const choices = [...field.options, ...none].map((option) => {
    const radio = make('input', { type: 'radio', name: field.name, value: option.key });
    radio.checked = option.key === field.value;
    return make('label', { class: 'choice' }, radio, make('span', {}, option.label));
  });
  return make('fieldset', { class: 'field', role: 'radiogroup', 'aria-describedby': [lead?.id, problem.id].filter(Boolean).join(' ') },
    make('legend', {}, field.heading ? `${field.heading} ` : null, field.ask, optional(field, words['web-page-optional-choice'])),
    lead, make('div', { class: 'choices' }, choices), problem);
}

const optional = (field, words) => (field.optional ? make('span', { class: 'optional' }, words) : null);
