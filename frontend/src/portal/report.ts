import { type Fields, find, forget, keep, type Shelf, sweep } from '../common/drafts';
import { register } from '../common/enliven';
import { sendForm, showAnswer } from './sending';

const SENT = 'sanling-report-sent';
// A resident's own phone, and no account to seal by.
const SHELF: Shelf = { name: 'report:', key: null, keepFor: 7 * 86_400_000, most: 5 };

/** Where a form is sent: a poster or, where there are several, a city; what is kept is of one. */
function placeOf(form: HTMLFormElement): string {
  const { pathname, search } = new URL(form.action);
  return pathname + search;
}

/** What was typed stays on this phone until the receipt is shown. */
function keepReport(form: HTMLFormElement): void {
  const fields: Fields = [];
  new FormData(form).forEach((value, name) => {
    if (typeof value === 'string' && value && !['altcha', 'step', 'go'].includes(name)) fields.push([name, value]);
  });
  void keep(SHELF, placeOf(form), fields);
}

/** Tells one report from another that is written at the same time, also from one that began as its copy. */
function mark(value: (name: string) => unknown): string {
  return JSON.stringify([value('key'), value('text')]);
}

/** Notes in this tab which report its next page is the receipt of. */
function noteSent(form: HTMLFormElement): void {
  const data = new FormData(form);
  try {
    sessionStorage.setItem(SENT, JSON.stringify([placeOf(form), mark((name) => data.get(name))]));
  } catch {
    /* nothing was kept either */
  }
}

/** The receipt forgets its own report: opened again later, it leaves the one that is written then. */
async function forgetSent(): Promise<void> {
  const [place, sent] = JSON.parse(sessionStorage.getItem(SENT) ?? '[]') as string[];
  sessionStorage.removeItem(SENT);
  const found = new Map((place && (await find(SHELF, place))) || []);
  if (place && sent === mark((name) => found.get(name))) forget(SHELF, place);
}

/** Puts a value where the form shows its field, else beside it, hidden. */
function put(form: HTMLFormElement, name: string, value: string): void {
  const controls = [...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(`[name="${name}"]`)];
  const radio = controls.find((control) => control.type === 'radio' && control.value === value) as HTMLInputElement | undefined;
  if (radio) radio.checked = true;
  else if (controls[0] && controls[0].type !== 'radio' && name !== 'picture') controls[0].value = value;
  else if (!controls[0] || name === 'picture') {
    const hidden = document.createElement('input');
    hidden.type = 'hidden';
    hidden.name = name;
    hidden.value = value;
    form.append(hidden);
  }
}

/** A page that was opened anew, after a crash or without network, is filled in again. */
async function restore(form: HTMLFormElement): Promise<void> {
  const found = form.dataset['report'] === 'what' ? await find(SHELF, placeOf(form)) : null;
  const text = form.querySelector<HTMLTextAreaElement>('textarea[name="text"]');
  if (!found || !text || text.value || !found.some(([name]) => name === 'text')) return;
  found.forEach(([name, value]) => put(form, name, value));
  form.querySelector('[data-restored]')?.removeAttribute('hidden');
}

/** Shows the next step, or the same one with what is to be mended. */
async function send(form: HTMLFormElement, button: HTMLButtonElement | null): Promise<boolean> {
  const answer = await sendForm(form, button);
  if (answer?.redirected) {
    noteSent(form);
    location.replace(answer.url);
  }
  const next = answer && !answer.redirected && showAnswer(form, answer.html, 'form[data-report]');
  if (next) keepReport(next.querySelector('form[data-report]') as HTMLFormElement);
  return Boolean(next);
}

function report(element: HTMLElement): void {
  const form = element as HTMLFormElement;
  void restore(form);
  form.addEventListener('input', () => keepReport(form));
  form.addEventListener('change', () => keepReport(form));
  form.querySelector('[data-start-anew]')?.addEventListener('click', () => {
    forget(SHELF, placeOf(form));
    location.assign(location.pathname);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const button = event.submitter as HTMLButtonElement | null;
    const step = form.dataset['report'];
    void send(form, button).then((shown) => {
      const now = document.querySelector<HTMLElement>('form[data-report]')?.dataset['report'];
      if (shown && step !== now && button?.value !== 'back') history.pushState({ step: now }, '');
    });
  });
}

const BACK = Object.assign(document.createElement('button'), { name: 'go', value: 'back' });

/** The phone's own way back goes one step back, with everything typed. */
function goBack(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-report]');
  if (form && form.dataset['report'] !== 'what') void send(form, BACK);
}

function choices(legend: string, found: { value: string; label: string }[]): HTMLElement {
  const group = document.createElement('fieldset');
  group.className = 'field';
  const title = document.createElement('legend');
  title.className = 'field-label';
  title.textContent = legend;
  const list = document.createElement('div');
  list.className = 'choices';
  for (const { value, label } of found) {
    const line = document.createElement('label');
    const radio = document.createElement('input');
    radio.type = 'radio';
    radio.name = 'division';
    radio.value = value;
    radio.checked = found.length === 1;
    line.append(radio, label);
    list.append(line);
  }
  group.append(title, list);
  return group;
}

/** `<input data-places>` beside `<div data-hits="url">`: places are offered while their name is typed. */
function places(element: HTMLElement): void {
  const input = element as HTMLInputElement;
  const hits = input.form?.querySelector<HTMLElement>('[data-hits]');
  if (!hits) return;
  let timer = 0;
  let asked = input.value;
  const ask = async (): Promise<void> => {
    const typed = input.value.trim();
    if (typed === asked) return;
    asked = typed;
    if (!typed) return hits.replaceChildren();
    const address = new URL(hits.dataset['hits'] ?? '', location.href);
    address.searchParams.set('q', typed);
    const answer = await fetch(address);
    const { places: found } = (await answer.json()) as { places: { value: string; label: string }[] };
    if (asked !== typed) return;
    if (found.length) hits.replaceChildren(choices(hits.dataset['legend'] ?? '', found));
    else hits.textContent = hits.dataset['none'] ?? '';
  };
  input.addEventListener('input', (event) => {
    if ((event as InputEvent).isComposing) return;
    clearTimeout(timer);
    // Without network the button still asks, and says so.
    timer = window.setTimeout(() => void ask().catch(() => undefined), 250);
  });
  input.addEventListener('compositionend', () => input.dispatchEvent(new Event('input', { bubbles: true })));
}

export function registerReport(): void {
  register('form[data-report]', report);
  register('[data-places]', places);
  register('[data-needs-script]', (element) => (element.hidden = false));
  register('[data-report-done]', () => void forgetSent().catch(() => undefined));
  sweep(SHELF, SHELF.name);
  window.addEventListener('popstate', goBack);
}
