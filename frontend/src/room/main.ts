import './room.css';
import { Asking, type News } from './asking';
import { Call } from './call';
import { Saying } from './saying';
import { tell, wordsOf } from './words';

/** Puts in what was said since, and marks what it corrects; a reader who is at the end stays there. */
function put(list: HTMLElement, news: News): void {
  if (!news.html.trim()) return;
  const atEnd = window.innerHeight + window.scrollY >= document.body.scrollHeight - 400;
  const part = document.createElement('template');
  part.innerHTML = news.html;
  for (const line of part.content.querySelectorAll<HTMLElement>('[data-said]')) {
    if (!document.getElementById(line.id)) list.append(line);
  }
  if (atEnd) document.getElementById('say')?.scrollIntoView({ block: 'end' });
}

function start(room: HTMLElement): void {
  const words = wordsOf(room);
  const { base = '', seat = '', last = '0', matter = '', glance = '', pass = '' } = room.dataset;
  const list = room.querySelector<HTMLElement>('[data-lines]');
  const form = room.querySelector<HTMLFormElement>('[data-say]');
  const card = room.querySelector<HTMLElement>('[data-call]');
  if (!list) return;
  const asking = new Asking(
    base,
    seat,
    Number(last),
    (news) => {
      put(list, news);
      const others = news.seats.filter((one) => one.key !== seat);
      const names = others.map((one) => `${one.own ? words('you') : one.name}${one.call ? ` (${words('in-call')})` : ''}`);
      tell(room.querySelector<HTMLElement>('[data-there]'), names.length ? `${words('there')} ${[...new Set(names)].join(' · ')}` : words('alone'));
      call?.take(others, news.signals);
    },
    (isAway) => {
      tell(room.querySelector<HTMLElement>('[data-away]'), isAway ? words('offline') : '');
      if (!isAway) saying?.online();
    },
    pass ? { address: glance, pass } : null,
  );
  const saying = form ? new Saying(form, matter, words, () => asking.now()) : null;
  const token = form?.querySelector<HTMLInputElement>('[name="csrfmiddlewaretoken"]')?.value ?? '';
  const call = card ? new Call(card, { base, seat, token, words, asking }) : null;
  asking.now();
}

const room = document.querySelector<HTMLElement>('[data-room]');
if (room) start(room);
