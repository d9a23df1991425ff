import { register } from '../common/enliven';

/** A click anywhere in a row follows its main link, as long as nothing else was meant. */
function openRow(element: HTMLElement): void {
  element.addEventListener('click', (event) => {
    const target = event.target as Element;
    if (target.closest('a, button, input, label, select, details')) return;
    if (window.getSelection()?.toString()) return;
    const row = target.closest('tr');
    const link = row?.querySelector<HTMLAnchorElement>('a[data-row-link]');
    if (link && (event.ctrlKey || event.metaKey)) window.open(link.href, '_blank');
    else link?.click();
  });
}

/** The box in the head of a table picks every row; the bar offers what may be done with those picked, and with how many. */
function pickRows(element: HTMLElement): void {
  const all = element.querySelector<HTMLInputElement>('[data-pick-all]');
  const whole = element.querySelector<HTMLInputElement>('[data-whole]');
  const boxes = (): HTMLInputElement[] => [...element.querySelectorAll<HTMLInputElement>('[data-pick]')];
  const update = (): void => {
    const picked = boxes().filter((box) => box.checked);
    const everything = whole?.checked ?? false;
    if (all) {
      all.checked = picked.length > 0 && picked.length === boxes().length;
      all.indeterminate = picked.length > 0 && !all.checked;
    }
    element.querySelectorAll('[data-picked]').forEach((place) => (place.textContent = String(picked.length)));
    element
      .querySelectorAll<HTMLElement>('[data-with-picked]')
      .forEach((place) => (place.hidden = picked.length === 0 && !everything));
    element.querySelectorAll<HTMLButtonElement>('[data-verb]').forEach((button) => {
      const able = picked.filter((box) => box.dataset.pick?.split(' ').includes(button.value)).length;
      const told = button.querySelector('[data-able]');
      button.hidden = able === 0 && !everything;
      if (told) told.textContent = everything || able === 0 ? '' : `(${able})`;
    });
  };
  element.addEventListener('change', (event) => {
    if (event.target === all) boxes().forEach((box) => (box.checked = all?.checked ?? false));
    update();
  });
  update();
}

export function registerRows(): void {
  register('table[data-rows]', openRow);
  register('[data-batch]', pickRows);
}
