import { sayFailure } from './failures';

interface Choice {
  key: string;
  label: string;
}

/**
 * A line above boxes to tick, which leaves those that are called as one types, and those that are ticked:
 * `<input data-narrows="/url" data-name="units">`. What the server finds and no box stands for gets one.
 */
export function narrow(element: HTMLElement): void {
  const line = element as HTMLInputElement;
  const { narrows: address = '', name = '', nothing = '' } = line.dataset;
  const boxes = line.parentElement?.querySelector('.boxes');
  if (!address || !boxes) return;
  const told = document.createElement('p');
  told.className = 'picker-nothing';
  told.role = 'status';
  line.hidden = false;
  line.after(told);
  let asked = 0;
  let timer = 0;

  const inputs = (): HTMLInputElement[] => [...boxes.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
  const add = (choice: Choice): void => {
    const box = document.createElement('input');
    const label = document.createElement('label');
    const row = document.createElement('div');
    Object.assign(box, { type: 'checkbox', name, value: choice.key });
    label.append(box, ` ${choice.label}`);
    row.append(label);
    boxes.lastElementChild?.append(row);
  };
  const show = (keys: Set<string> | null): void => {
    for (const input of inputs()) {
      const row = input.closest<HTMLElement>('.boxes > div > div');
      if (row) row.hidden = keys !== null && !keys.has(input.value) && !input.checked;
    }
    for (const group of boxes.querySelectorAll<HTMLElement>(':scope > div')) {
      group.hidden = group.querySelector(':scope > div:not([hidden])') === null;
    }
  };
  const ask = async (): Promise<void> => {
    const mine = ++asked;
    const typed = line.value.trim();
    told.textContent = '';
    if (!typed) return show(null);
    const url = new URL(address, location.href);
    url.searchParams.set('q', typed);
    const answer = await fetch(url, { headers: { Accept: 'application/json' } }).catch(() => null);
    if (mine !== asked) return;
    if (!answer?.ok) return sayFailure(told, answer?.status ?? 0, await answer?.text());
    const found = (await answer.json()) as Choice[];
    const known = new Set(inputs().map((input) => input.value));
    found.filter((choice) => !known.has(choice.key)).forEach(add);
    show(new Set(found.map((choice) => choice.key)));
    told.textContent = found.length === 0 ? nothing : '';
  };

  line.addEventListener('input', () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), 150);
  });
  line.addEventListener('keydown', (event) => {
    // Sent is the form by its button.
    if (event.key === 'Enter' && !event.isComposing) event.preventDefault();
  });
}
