import { enliven, register } from '../common/enliven';

const PATIENCE = 90_000;

/** An answer that came whole. */
export interface Answer {
  url: string;
  redirected: boolean;
  html: string;
}

/** Says beside a form why it was not sent. */
export function say(form: HTMLFormElement, text: string): void {
  const box = form.querySelector<HTMLElement>('[data-network]');
  const line = box?.querySelector('p');
  if (!box || !line) return;
  line.textContent = text;
  box.hidden = false;
  box.scrollIntoView({ block: 'center' });
}

/** Sends a form from the page that it stands in; where no answer comes the form says so, with all that was typed. */
export async function sendForm(form: HTMLFormElement, button: HTMLButtonElement | null): Promise<Answer | null> {
  if (form.hasAttribute('aria-busy')) return null;
  const body = new FormData(form);
  if (button?.name) body.set(button.name, button.value);
  form.setAttribute('aria-busy', 'true');
  form.querySelector('[data-network]')?.setAttribute('hidden', '');
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const answer = await fetch(form.action, { method: 'POST', body, signal: patience.signal });
    return { url: answer.url, redirected: answer.redirected, html: await answer.text() };
  } catch {
    say(form, form.dataset['offline'] ?? '');
    return null;
  } finally {
    clearTimeout(timer);
    form.removeAttribute('aria-busy');
  }
}

/** Shows a page in the place of this one where it holds what is `wanted`; else the form stays, and says its words. */
export function showAnswer(form: HTMLFormElement, html: string, wanted: string): HTMLElement | null {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const main = page.querySelector<HTMLElement>('main');
  if (!main?.querySelector(wanted)) {
    say(form, main?.querySelector('p')?.textContent ?? form.dataset['offline'] ?? '');
    return null;
  }
  document.querySelector('main')?.replaceWith(main);
  document.title = page.title;
  window.scrollTo(0, 0);
  if (!main.querySelector('.error-summary[tabindex]')) main.focus();
  enliven(main);
  return main;
}

/** `<form data-kept>`: what a resident types into an act, and the pictures chosen, outlast a lost connection. */
function kept(element: HTMLElement): void {
  const form = element as HTMLFormElement;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void sendForm(form, event.submitter as HTMLButtonElement | null).then((answer) => {
      if (!answer) return;
      const shown = showAnswer(form, answer.html, answer.redirected ? '*' : 'form[data-kept]');
      if (!shown || !answer.redirected || answer.url === location.href) return;
      history.pushState({}, '', answer.url);
      // The way back leads to a form that is made anew: this one is sent.
      window.addEventListener('popstate', () => location.reload(), { once: true });
    });
  });
}

export function registerSending(): void {
  register('form[data-kept]', kept);
}
