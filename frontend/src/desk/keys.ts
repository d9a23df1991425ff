/** "/" goes to the search box, as long as nothing is being typed elsewhere. */
export function registerKeys(): void {
  document.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement;
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.closest('input, textarea, select, [contenteditable]')) return;
    const box = document.querySelector<HTMLInputElement>('.bar-search input');
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}
