import { register } from '../common/enliven';

/** A button that prints its page; it is hidden where no script runs. */
export function registerPrinting(): void {
  register('[data-print-page]', (button) => {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  });
}
