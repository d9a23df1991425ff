/** A part of the page that couldn't be fetched says so in one line; nothing that was typed is touched. */
export function reportFailures(): void {
  const place = document.getElementById('failures');
  if (!place) return;
  const say = (text: string | undefined): void => {
    place.textContent = text ?? '';
    place.hidden = !text;
  };
  const texts = place.dataset;
  document.body.addEventListener('htmx:responseError', (event) => {
    const status = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail.xhr.status;
    if (status === 401 || status === 403) say(texts['refused']);
    else if (status === 404) say(texts['gone']);
    else if (status === 429) say(texts['busy']);
    else say(texts['failed']);
  });
  document.body.addEventListener('htmx:sendError', () => say(texts['offline']));
  document.body.addEventListener('htmx:timeout', () => say(texts['offline']));
  document.body.addEventListener('htmx:afterSwap', () => say(undefined));
}
