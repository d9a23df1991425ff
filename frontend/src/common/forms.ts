import { register } from './enliven';

/** A second click while a form is on its way sends nothing; the idempotency key on the server is the real guard. */
function sendOnce(element: HTMLElement): void {
  const form = element as HTMLFormElement;
  let sent = 0;
  const release = (): void => {
    sent = 0;
    form.removeAttribute('aria-busy');
  };
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    if (sent && Date.now() - sent < 15_000) {
      event.preventDefault();
      return;
    }
    sent = Date.now();
    form.setAttribute('aria-busy', 'true');
  });
  form.addEventListener('htmx:afterRequest', release);
  // Coming back with the browser's arrow shows the page as it was left.
  window.addEventListener('pageshow', release);
}

/** The summary of errors takes the focus, so that it is read out and seen. */
function focusSummary(element: HTMLElement): void {
  element.focus();
}

/** Filters take effect when a choice is changed, without a button. */
function submitOnChange(element: HTMLElement): void {
  element.addEventListener('change', () => (element as HTMLFormElement).requestSubmit());
}

export function registerForms(): void {
  register('form[method="post"]:not([data-repeatable])', sendOnce);
  register('.error-summary', focusSummary);
  register('form[data-submit-on-change]', submitOnChange);
}
