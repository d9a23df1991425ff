import { register } from '../common/enliven';

/** `<button data-fill="id">` puts its value, or else its words, into a box, to be sent as they are or put more exactly. */
function fill(button: HTMLElement): void {
  const box = document.getElementById(button.dataset['fill'] ?? '') as HTMLInputElement | HTMLSelectElement | null;
  if (!box) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    box.value = button.getAttribute('value') ?? button.textContent?.trim() ?? '';
    box.dispatchEvent(new Event('input', { bubbles: true }));
    box.focus();
  });
}

/** What was read in its place goes with its button, and when the page is left, also where the browser keeps that to come back to. */
function hide(button: HTMLElement): void {
  const place = document.getElementById(button.dataset['hides'] ?? '');
  button.addEventListener('click', () => place?.replaceChildren());
  window.addEventListener('pagehide', () => place?.replaceChildren());
}

export function registerFilling(): void {
  register('[data-fill]', fill);
  register('[data-hides]', hide);
}
