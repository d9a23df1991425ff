import { register } from '../common/enliven';

/** A link that leads to a part of the page goes while that part is in sight. */
function leadThere(link: HTMLElement): void {
  const place = document.querySelector(link.getAttribute('href') ?? '');
  if (!place || !('IntersectionObserver' in window)) return;
  new IntersectionObserver(([seen]) => link.classList.toggle('arrived', seen?.isIntersecting), {
    rootMargin: '0px 0px -30%',
  }).observe(place);
}

export function registerThumb(): void {
  register('.to-acts', leadThere);
}
