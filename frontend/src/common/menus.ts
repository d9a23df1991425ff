import { register } from './enliven';

/** Menus are `<details class="menu">`: they open without script; this only closes them as people expect. */
export function closeMenus(): void {
  const open = (): HTMLDetailsElement[] => [...document.querySelectorAll<HTMLDetailsElement>('details.menu[open]')];
  document.addEventListener('click', (event) => {
    for (const menu of open()) {
      const target = event.target as Node;
      if (!menu.contains(target) || (target as Element).closest?.('[data-close]')) menu.open = false;
    }
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector('summary')?.focus();
    }
  });
}

/** A strip that is wider than the screen is moved so that the page one is on stands in it. */
function showCurrent(element: HTMLElement): void {
  const strip = element.closest<HTMLElement>('.side, .tabs');
  if (strip) strip.scrollLeft = element.offsetLeft - (strip.clientWidth - element.offsetWidth) / 2;
}

export function registerStrips(): void {
  register('.side [aria-current], .tabs [aria-current]', showCurrent);
}
