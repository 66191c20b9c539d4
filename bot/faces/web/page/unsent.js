// What is written and not sent is kept nowhere: where the page would go with it, the browser asks first.

let meant = false;

/** Has the browser ask before the page goes, as long as `holds()`. */
export function asksBeforeLeaving(holds) {
  window.addEventListener('beforeunload', (event) => { if (!meant && holds()) event.preventDefault(); });
}

/** Loads the page anew without asking: what is written on it may be somebody else's. */
export function reload() {
  meant = true;
  location.reload();
}

/** Whether a form's texts say something that they did not begin with. */
export const typed = (form) => [...form?.querySelectorAll('textarea[name], input[type=text][name]') ?? []]
  .some((control) => control.value.trim() && control.value !== control.defaultValue);
