import { register } from './enliven';

/** Parts that few pages have are fetched only where an element of theirs is; big ones when it comes near the screen. */
export function registerIslands(): void {
  const near = (element: HTMLElement, start: () => void): void => {
    const watcher = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        watcher.disconnect();
        start();
      },
      { rootMargin: '200px' },
    );
    watcher.observe(element);
  };
  register('[data-map]', (element) =>
    near(element, () => {
      // Without WebGL or network the words inside the element remain.
      import('../map/map').then((map) => map.start(element)).catch(() => element.classList.add('map-failed'));
    }),
  );
  register('[data-city-map]', (element) => {
    import('../map/city').then((map) => map.start(element)).catch(() => element.classList.add('map-failed'));
  });
  register('[data-lines]', (element) => {
    import('../lines/lines').then((lines) => lines.start(element)).catch(() => element.classList.add('map-failed'));
  });
  register('[data-signature]', (element) => void import('../signing/pad').then((pad) => pad.start(element)));
  // Hidden until it is drawn: the table beside it says the same.
  register('[data-chart]', (element) => void import('../charts/charts').then((charts) => charts.start(element)));
  register('.attachments', (element) => void import('./gallery').then(({ gallery }) => gallery(element)));
  register('[data-altcha]', (element) => {
    // Browsers calculate only in secure contexts; elsewhere the form goes without, under tighter limits.
    if (!window.isSecureContext) return;
    // At once, however far below it stands: it calculates while the rest is read.
    void import('../altcha/altcha').then((altcha) => altcha.start(element));
  });
}
