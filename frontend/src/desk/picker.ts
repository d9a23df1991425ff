import { register } from '../common/enliven';
import { sayFailure } from './failures';

interface Choice {
  key: string;
  label: string;
  hint?: string;
  note?: string;
  group?: string;
}

const REMEMBERED = 3;
let count = 0;

const PICKED = 'picked:';

function slotOf(sort: string): string {
  return `${PICKED}${document.body.dataset.draftOwner ?? ''}:${sort}`;
}

/** The keys that a post chose last of a sort in this browser, the latest first. Keys alone: names are the server's. */
function recent(sort: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(slotOf(sort)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((key) => typeof key === 'string').slice(0, REMEMBERED) : [];
  } catch {
    return [];
  }
}

function remember(sort: string, key: string): void {
  const kept = [key, ...recent(sort).filter((other) => other !== key)].slice(0, REMEMBERED);
  try {
    localStorage.setItem(slotOf(sort), JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing.
  }
}

function small(text: string, name = ''): HTMLElement {
  const element = document.createElement('small');
  element.textContent = text;
  element.className = name;
  return element;
}

/**
 * A box to choose from, a combobox with a list (WAI-ARIA): `<input data-picker="/url" data-sort="post">`.
 *
 * Asked with `?q=`, or while it is empty with `?recent=` the keys chosen last, the server answers `[{key, label, hint,
 * note, group}]`; with `data-place="…"` it is asked for those near the place that another box of the form says. The box
 * then says the label, and the hidden input beside it, `name="…_key"`, holds the key until somebody types again;
 * without script the server asks back which one is meant. A box without a hidden input takes any words, and what is offered are
 * suggestions; one without `data-sort` remembers nothing. Where there is nothing to choose it says so, in the words of `data-nothing`; where the choices can't be had it says why, and what was typed stays.
 */
function picker(element: HTMLElement): void {
  const input = element as HTMLInputElement;
  const { picker: address = '', sort = '', place } = input.dataset;
  const list = document.createElement('ul');
  list.id = `picker-${++count}`;
  const key = input.parentElement?.querySelector<HTMLInputElement>(`input[type=hidden][name="${input.name}_key"]`);
  // Of a box that takes any words, too: its suggestions cover nothing that one would click next.
  const free = !key;
  list.className = free ? 'picker suggesting' : 'picker';
  list.role = 'listbox';
  list.hidden = true;
  list.setAttribute('aria-label', input.labels?.[0]?.textContent?.trim() ?? '');
  const told = document.createElement('p');
  told.className = 'picker-nothing';
  told.role = 'status';
  input.after(list, told);
  input.autocomplete = 'off';
  input.role = 'combobox';
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-expanded', 'false');
  let choices: Choice[] = [];
  let at = -1;
  let asked = 0;
  let timer = 0;

  const options = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>('[role=option]')];
  const close = (): void => {
    asked++;
    window.clearTimeout(timer);
    list.hidden = true;
    at = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const take = (choice: Choice): void => {
    input.value = choice.label;
    if (key) key.value = choice.key;
    if (sort) remember(sort, choice.key);
    close();
    told.textContent = '';
    input.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const mark = (index: number): void => {
    at = index;
    options().forEach((option, nth) => option.setAttribute('aria-selected', String(nth === at)));
    const option = options()[at];
    option?.scrollIntoView({ block: 'nearest' });
    if (option) input.setAttribute('aria-activedescendant', option.id);
    else input.removeAttribute('aria-activedescendant');
  };
  const drawn = (choice: Choice, index: number): HTMLElement => {
    const option = document.createElement('li');
    option.id = `${list.id}-${index}`;
    option.role = 'option';
    option.setAttribute('aria-selected', 'false');
    option.append(choice.label);
    if (choice.note) option.append(small(choice.note, 'picker-note'));
    if (choice.hint) option.append(small(choice.hint, 'picker-hint'));
    option.addEventListener('mousedown', (event) => {
      event.preventDefault();
      take(choice);
    });
    return option;
  };
  const offer = (found: Choice[]): void => {
    choices = found;
    told.textContent = found.length === 0 && input.value.trim() ? (input.dataset['nothing'] ?? '') : '';
    list.replaceChildren();
    found.forEach((choice, index) => {
      if (choice.group && choice.group !== found[index - 1]?.group) {
        const head = document.createElement('li');
        head.role = 'presentation';
        head.className = 'picker-group';
        head.textContent = choice.group;
        list.append(head);
      }
      list.append(drawn(choice, index));
    });
    // The very word that was typed needn't be suggested.
    list.hidden = found.length === 0 || (free && found.length === 1 && found[0]?.label === input.value.trim());
    input.setAttribute('aria-expanded', String(!list.hidden));
    mark(-1);
    if (list.hidden) return;
    list.scrollTop = 0;
    list.style.translate = '';
    const beyond = list.getBoundingClientRect().right - document.documentElement.clientWidth + 8;
    if (beyond > 0) list.style.translate = `${-beyond}px 0`;
    list.scrollIntoView({ block: 'nearest' });
  };
  const ask = async (typed = input.value.trim()): Promise<void> => {
    const mine = ++asked;
    const url = new URL(address, location.href);
    url.searchParams.set('q', typed);
    if (!typed && sort) url.searchParams.set('recent', recent(sort).join(','));
    const near = place && input.form?.querySelector<HTMLInputElement>(`input[name="${place}_key"]`)?.value;
    if (near) url.searchParams.set('near', near);
    const answer = await fetch(url, { headers: { Accept: 'application/json' } }).catch(() => null);
    if (mine !== asked || document.activeElement !== input) return;
    if (answer?.ok) offer((await answer.json()) as Choice[]);
    else {
      offer([]);
      sayFailure(told, answer?.status ?? 0, await answer?.text());
    }
  };
  const step = (by: number): void => {
    const length = options().length;
    if (list.hidden) void ask();
    else if (at < 0) mark(by > 0 ? 0 : length - 1);
    else mark((at + by + length) % length);
  };

  // A choice, and what the page filled in, are replaced whole by what is typed next.
  const whole = (): void => {
    if (key?.value || input.value === input.defaultValue) input.select();
  };
  input.addEventListener('focus', () => {
    whole();
    // What the page filled in is a guess: the others stand below it.
    if (!input.value.trim() || (key?.value && input.value === input.defaultValue)) void ask('');
  });
  input.addEventListener('click', () => {
    whole();
    if (list.hidden && !input.value.trim()) void ask();
  });
  input.addEventListener('input', () => {
    if (key) key.value = '';
    input.parentElement?.querySelector('.pick-choices')?.remove();
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), 150);
  });
  // They hold what stands below them in its place until a click there has come.
  input.addEventListener('blur', () => (free ? window.setTimeout(close, 300) : close()));
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const choice = choices[at];
    if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else if (event.key === 'Escape' && !list.hidden) close();
    else if (event.key === 'Enter' && !list.hidden && choice) take(choice);
    else return;
    event.preventDefault();
  });
}

function forgetPicked(): void {
  try {
    Object.keys(localStorage)
      .filter((name) => name.startsWith(PICKED))
      .forEach((name) => localStorage.removeItem(name));
  } catch {
    // A browser that keeps nothing.
  }
}

/** What was chosen last is a post's own, and goes when somebody signs out. */
export function registerPickers(): void {
  register('form[action$="/logout/"]', (form) => form.addEventListener('submit', forgetPicked));
  register('input[data-picker]', picker);
}
