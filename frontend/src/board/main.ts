import './board.css';

const EVERY = 3_000;
const pad = (number: number): string => String(number).padStart(2, '0');

function tick(wall: HTMLElement): void {
  const now = new Date();
  const clock = wall.querySelector('[data-clock]');
  if (clock) clock.textContent = `${pad(now.getHours())}:${pad(now.getMinutes())}:${pad(now.getSeconds())}`;
}

/** Asks again and again; the browser's own cache says that nothing changed (304). What fails is tried again. */
async function renew(wall: HTMLElement, shown: string): Promise<string> {
  try {
    const answer = await fetch(wall.dataset['renew'] ?? '', { headers: { Accept: 'text/html' } });
    // Signed out, or no longer at this post: the page itself leads to where one signs in.
    if (answer.redirected || answer.status === 403) {
      location.reload();
      return shown;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    const body = await answer.text();
    if (body !== shown) {
      const focused = document.activeElement?.getAttribute('href');
      wall.innerHTML = body;
      if (focused) wall.querySelector<HTMLElement>(`a[href="${CSS.escape(focused)}"]`)?.focus();
      tick(wall);
    }
    say(wall, '');
    return body;
  } catch {
    say(wall, wall.dataset['away'] ?? '');
    return shown;
  }
}

function say(wall: HTMLElement, words: string): void {
  const told = wall.querySelector<HTMLElement>('[data-away-told]');
  if (!told) return;
  told.hidden = words === '';
  told.textContent = words;
}

const wall = document.getElementById('wall');
if (wall) {
  let shown = '';
  const again = async (): Promise<void> => {
    if (!document.hidden) shown = await renew(wall, shown);
    setTimeout(() => void again(), EVERY);
  };
  tick(wall);
  setInterval(() => tick(wall), 1_000);
  setTimeout(() => void again(), EVERY);
}
