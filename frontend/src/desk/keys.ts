/** "/" goes to the search box, "j" and "k" to the next and previous row, "n" from a matter to the next of its list, "?" to the menu that tells of these keys, as long as nothing is being typed elsewhere. */
export function registerKeys(): void {
  document.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]')) return;
    if (event.key === '/') search(event);
    if (event.key === 'j') step(target, 1);
    if (event.key === 'k') step(target, -1);
    if (event.key === 'n') document.querySelector<HTMLAnchorElement>('a[data-next]')?.click();
    if (event.key === '?') document.querySelector('.menu:has(.menu-keys)')?.toggleAttribute('open');
  });
}

function search(event: KeyboardEvent): void {
  const box = document.querySelector<HTMLInputElement>('.bar-search input');
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
}

/** Focus a row's main link, from where Enter opens it and the screen follows by itself. */
function step(from: HTMLElement, by: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('table[data-rows] a[data-row-link]')];
  const here = links.findIndex((link) => link.closest('tr') === from.closest('tr'));
  links[Math.min(Math.max(here + by, 0), links.length - 1)]?.focus();
}
