import { register } from '../common/enliven';

/** `<button data-copy="id" data-copied="words">` puts the text of an element on the clipboard, and says so. */
function copy(button: HTMLElement): void {
  if (!navigator.clipboard) return;
  button.hidden = false;
  const { copy: id = '', copied = '' } = button.dataset;
  const words = button.querySelector('span') ?? button;
  words.setAttribute('role', 'status');
  button.addEventListener('click', () => {
    const text = document.getElementById(id)?.textContent?.trim() ?? '';
    void navigator.clipboard.writeText(text).then(() => (words.textContent = copied));
  });
}

/** A button that prints its page; it is hidden where no script runs. */
export function registerPrinting(): void {
  register('[data-copy]', copy);
  register('[data-print-page]', (button) => {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  });
}
