const PLACE = 'failures';

/** What the server says of why a part can't be had now, and where to go first (`led_away`). */
interface First {
  said: string;
  go: string;
  label: string;
}

function first(body: string): First | undefined {
  try {
    return JSON.parse(body) as First;
  } catch {
    return undefined;
  }
}

/** Says in `place` why a part of the page couldn't be had, by the status and body that came, or 0 for no answer. */
export function sayFailure(place: HTMLElement, status: number, body = ''): void {
  const texts = document.getElementById(PLACE)?.dataset ?? {};
  const lead = status === 401 ? first(body) : undefined;
  if (lead) {
    const link = document.createElement('a');
    link.href = lead.go;
    link.textContent = lead.label;
    place.replaceChildren(lead.said, ' ', link);
  } else if (status === 0) place.textContent = texts['offline'] ?? '';
  else if (status === 403) place.textContent = texts['refused'] ?? '';
  else if (status === 404) place.textContent = texts['gone'] ?? '';
  else if (status === 429) place.textContent = texts['busy'] ?? '';
  else place.textContent = texts['failed'] ?? '';
  place.hidden = false;
}

/** A part of the page that couldn't be fetched says so in one line; nothing that was typed is touched. */
export function reportFailures(): void {
  const place = document.getElementById(PLACE);
  if (!place) return;
  document.body.addEventListener('htmx:responseError', (event) => {
    const { xhr } = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail;
    sayFailure(place, xhr.status, xhr.responseText);
  });
  document.body.addEventListener('htmx:sendError', () => sayFailure(place, 0));
  document.body.addEventListener('htmx:timeout', () => sayFailure(place, 0));
  document.body.addEventListener('htmx:afterSwap', () => (place.hidden = true));
}
