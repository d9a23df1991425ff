/** "/" goes to the search box, "j" and "k" to the next and previous row, which "x" picks, "a" to what can be done next, with a matter or with the picked rows, "n" from a matter to the next of its list, "?" to the menu that tells of these keys, as long as nothing is being typed elsewhere. Ctrl and Enter send the form that is being filled in, by its main button. */
export function registerKeys(): void {
  document.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return send(event, target);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]')) return;
    if (event.key === '/') search(event);
    if (event.key === 'j') step(target, 1);
    if (event.key === 'k') step(target, -1);
    if (event.key === 'x') target.closest('tr')?.querySelector<HTMLInputElement>('[data-pick]')?.click();
    if (event.key === 'a') act(event);
    if (event.key === 'n') document.querySelector<HTMLAnchorElement>('a[data-next]')?.click();
    if (event.key === '?') document.querySelector('.menu:has(.menu-keys)')?.toggleAttribute('open');
  });
}

function send(event: KeyboardEvent, from: HTMLElement): void {
  const button = from.closest('form')?.querySelector<HTMLButtonElement>('button.btn-primary[type=submit]');
  if (!button) return;
  event.preventDefault();
  button.click();
}

/** Focus the first field of the act that is open, else the first act; over a list the first act that picked rows allow. */
function act(event: KeyboardEvent): void {
  const open = document.querySelector('.act-main');
  const found = open
    ? open.querySelector<HTMLElement>('textarea, input:not([type=hidden]), select, [type=submit]')
    : document.querySelector<HTMLElement>('#acts summary, .batch-acts:not([hidden]) button:not([hidden])');
  if (!found) return;
  event.preventDefault();
  found.focus();
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
