import { register } from '../common/enliven';

interface Choice {
  key: string;
  label: string;
  hint?: string;
}

let count = 0;

/**
 * A text box that offers choices while one types: `<input data-picker="/url">`, asked with `?q=`, answers
 * `[{key, label, hint}]`. The box then says the label, and the hidden input beside it, `name="…_key"`, holds the key
 * until somebody types again; without script the server asks back which one is meant. Where there is nothing to
 * choose it says so, in the words of `data-nothing`.
 */
function picker(element: HTMLElement): void {
  const input = element as HTMLInputElement;
  const list = document.createElement('ul');
  list.id = `picker-${++count}`;
  list.className = 'picker';
  list.role = 'listbox';
  list.hidden = true;
  const key = input.parentElement?.querySelector<HTMLInputElement>(`input[type=hidden][name="${input.name}_key"]`);
  input.after(list);
  input.autocomplete = 'off';
  input.role = 'combobox';
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-expanded', 'false');
  let at = -1;
  let asked = 0;
  let timer = 0;

  const close = (): void => {
    list.hidden = true;
    at = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const take = (choice: Choice): void => {
    input.value = choice.label;
    if (key) key.value = choice.key;
    close();
    input.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const move = (step: number): void => {
    const options = [...list.querySelectorAll<HTMLElement>('[role=option]:not([aria-disabled])')];
    if (list.hidden || options.length === 0) return;
    at = (at + step + options.length) % options.length;
    options.forEach((option, index) => option.setAttribute('aria-selected', String(index === at)));
    const option = options[at] as HTMLElement;
    option.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', option.id);
  };
  const nothing = (): HTMLElement => {
    const line = document.createElement('li');
    line.role = 'option';
    line.setAttribute('aria-disabled', 'true');
    line.textContent = input.dataset['nothing'] ?? '';
    return line;
  };
  const offer = (choices: Choice[]): void => {
    list.replaceChildren(
      ...(choices.length === 0 ? [nothing()] : []),
      ...choices.map((choice, index) => {
        const option = document.createElement('li');
        option.id = `${list.id}-${index}`;
        option.role = 'option';
        const hint = document.createElement('small');
        hint.textContent = choice.hint ?? '';
        option.append(choice.label, hint);
        option.addEventListener('mousedown', (event) => {
          event.preventDefault();
          take(choice);
        });
        return option;
      }),
    );
    at = -1;
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
  };
  const ask = async (): Promise<void> => {
    const mine = ++asked;
    const typed = input.value.trim();
    if (!typed) return close();
    const url = new URL(input.dataset['picker'] ?? '', location.href);
    url.searchParams.set('q', typed);
    const answer = await fetch(url, { headers: { Accept: 'application/json' } }).catch(() => null);
    if (mine === asked && answer?.ok) offer((await answer.json()) as Choice[]);
  };

  input.addEventListener('input', () => {
    if (key) key.value = '';
    input.parentElement?.querySelector('.pick-choices')?.remove();
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), 150);
  });
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Escape' && !list.hidden) close();
    else if (event.key === 'Enter' && at >= 0) {
      (list.children[at] as HTMLElement).dispatchEvent(new MouseEvent('mousedown', { cancelable: true }));
    } else return;
    event.preventDefault();
  });
}

export function registerPickers(): void {
  register('input[data-picker]', picker);
}
