import { clear, type Fields, find, forget, keep, type Shelf, sweep } from '../common/drafts';
import { register } from '../common/enliven';

const GROUP = 'desk:';
const SENT = 'sanling-sent';
const KEPT_FOR = 3 * 86_400_000;
const MOST = 30;
const NEVER = ['csrfmiddlewaretoken', '_version'];
// By this the server knows what was sent before; a batch calls its own `key`.
const KEY = '_key';

interface Sent {
  slot: string;
  key: string;
  from: string;
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function controls(form: HTMLFormElement): Control[] {
  return [...form.elements].filter(
    (element): element is Control =>
      /^(INPUT|SELECT|TEXTAREA)$/.test(element.tagName) && !!(element as Control).name && !/^(password|file)$/.test((element as Control).type),
  );
}

/** What the page itself says of a form, such as which list it is about; of hidden fields only a picker's key is chosen. */
function isGiven(control: Control): boolean {
  return control.type === 'hidden' && !/._key$/.test(control.name);
}

/** What was ticked in a list is of the list as it was then, and no draft. */
function isWritten(form: HTMLFormElement): boolean {
  return !('batch' in form.dataset) && form.querySelector('textarea, input[type=text], input[type=tel], input[type=number], input:not([type]), select') !== null;
}

/** Tells one form from another: its address and its act, or where it has none its boxes and what it is about. */
function addressOf(form: HTMLFormElement): string {
  const { pathname, search } = new URL(form.getAttribute('action') ?? location.href, location.href);
  const act = form.querySelector<HTMLInputElement>('input[name=_act]');
  if (act) return `${pathname}#${act.value}`;
  const shown = controls(form).filter((control) => control.type !== 'hidden' && control.type !== 'checkbox');
  const given = controls(form).filter((control) => isGiven(control) && ![...NEVER, KEY, 'key'].includes(control.name));
  const about = given.map((control) => `${control.name}=${control.value}`);
  return `${pathname}${search}#${shown.map((control) => control.name).join()}#${about.join('&')}`;
}

/** Entries tell nobody which matter they are of. */
async function slotOf(secret: string, address: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret + address));
  return Array.from(new Uint8Array(digest).slice(0, 12), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function shelfOf(owner: string, secret: string): Promise<Shelf> {
  const bytes = Uint8Array.from(secret.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  return { name: `${GROUP}${owner}:`, key, keepFor: KEPT_FOR, most: MOST };
}

function isKept(control: Control): boolean {
  return !NEVER.includes(control.name) && (control.name === KEY || !isGiven(control));
}

function keyOf(form: HTMLFormElement): string {
  return form.querySelector<HTMLInputElement>(`input[name=${KEY}]`)?.value ?? '';
}

/** Tells whether the server has just given a form back, with what was sent in it. */
function isBack(form: HTMLFormElement, key: string): boolean {
  return (key !== '' && keyOf(form) === key) || form.querySelector('.error-summary, .field-invalid') !== null;
}

function fieldsOf(form: HTMLFormElement): Fields {
  return controls(form)
    .filter(isKept)
    .filter((control) => !(control instanceof HTMLInputElement && /^(radio|checkbox)$/.test(control.type)) || control.checked)
    .flatMap((control) =>
      control instanceof HTMLSelectElement
        ? [...control.selectedOptions].map((option): [string, string] => [control.name, option.value])
        : [[control.name, control.value] as [string, string]],
    );
}

function put(form: HTMLFormElement, fields: Fields): void {
  const values = new Map<string, string[]>();
  fields.forEach(([name, value]) => values.set(name, [...(values.get(name) ?? []), value]));
  for (const control of controls(form)) {
    if (!isKept(control)) continue;
    const kept = values.get(control.name) ?? [];
    if (control instanceof HTMLInputElement && /^(radio|checkbox)$/.test(control.type)) control.checked = kept.includes(control.value);
    else if (control instanceof HTMLSelectElement && control.multiple)
      [...control.options].forEach((option) => (option.selected = kept.includes(option.value)));
    else if (kept[0] !== undefined) control.value = kept[0];
  }
}

/** Says that a form was filled in from what was typed before, and offers to begin anew. */
function tell(form: HTMLFormElement, discard: () => void): void {
  const { draftTold = '', draftToldWithFiles = '', draftDiscard = '' } = document.body.dataset;
  const box = document.createElement('div');
  box.className = 'message message-info';
  box.role = 'status';
  const words = document.createElement('p');
  words.textContent = form.querySelector('input[type=file]') ? draftToldWithFiles : draftTold;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn btn-sm';
  button.textContent = draftDiscard;
  button.addEventListener('click', discard);
  box.append(words, button);
  form.prepend(box);
}

/** The address of this page, as the next one is told by whom it was asked for. */
function here(): string {
  return location.href.split('#')[0] ?? '';
}

/** Tells whether this page is what the form's own page asked for. After a lost connection one comes back another way. */
function isAnswer(sent: Sent): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return navigation?.type !== 'back_forward' && document.referrer === sent.from;
}

/** The page that answers shows whether what was sent was taken: then its draft goes. Any other page leaves it. */
async function settle(shelf: Shelf, secret: string): Promise<void> {
  const sent = JSON.parse(sessionStorage.getItem(SENT) ?? 'null') as Sent | null;
  sessionStorage.removeItem(SENT);
  if (!sent || !isAnswer(sent)) return;
  for (const form of document.querySelectorAll<HTMLFormElement>('main form[method="post"]')) {
    if ((await slotOf(secret, addressOf(form))) === sent.slot && isBack(form, sent.key)) return;
  }
  forget(shelf, sent.slot);
}

async function draft(form: HTMLFormElement, shelf: Shelf, secret: string): Promise<void> {
  const slot = await slotOf(secret, addressOf(form));
  let timer = 0;
  let saved = Promise.resolve();
  const save = (): void => {
    window.clearTimeout(timer);
    timer = 0;
    saved = keep(shelf, slot, fieldsOf(form));
  };
  const later = (): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, 250);
  };
  const found = await find(shelf, slot);
  const keyThen = new Map(found ?? []).get(KEY) ?? '';
  if (found && !isBack(form, keyThen)) {
    put(form, found);
    tell(form, () => {
      forget(shelf, slot);
      location.reload();
    });
  }
  form.addEventListener('input', later);
  form.addEventListener('change', later);
  document.addEventListener('visibilitychange', () => document.hidden && timer && save());
  form.addEventListener('submit', () => {
    if (timer) save();
    sessionStorage.setItem(SENT, JSON.stringify({ slot, key: keyOf(form), from: here() } satisfies Sent));
  });
  // A form that is answered within the page: what was taken is not given back in the one that comes in its place.
  form.addEventListener('htmx:beforeOnLoad', (event) => {
    const { xhr } = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail;
    if (event.target !== form) return;
    sessionStorage.removeItem(SENT);
    if (xhr.status < 400) void saved.then(() => forget(shelf, slot));
  });
}

/** Opens the act whose form was left with words in it, so that they are seen again without looking for them. */
async function reopen(element: HTMLElement, shelf: Shelf, secret: string): Promise<void> {
  const { pathname, searchParams } = new URL(element.getAttribute('hx-get') ?? '', location.href);
  const kept = await find(shelf, await slotOf(secret, `${pathname}#${searchParams.get('act')}`));
  const act = element.closest('details');
  if (kept && act) act.open = true;
}

/** Drafts of the desk are sealed by a key that only the account's own pages carry, and go when somebody signs out. */
export function registerDrafts(): void {
  register('form[action$="/logout/"]', (form) => form.addEventListener('submit', () => clear(GROUP)));
  const { draftOwner = '', draftKey = '' } = document.body.dataset;
  if (!draftKey) {
    // An error or the way to sign in: whatever was sent was not taken.
    try {
      sessionStorage.removeItem(SENT);
    } catch {
      /* nothing was kept */
    }
    return;
  }
  // Sealing needs a secure context; elsewhere nothing is kept.
  if (!window.isSecureContext) return;
  const ready = shelfOf(draftOwner, draftKey).then(async (shelf) => {
    sweep(shelf, GROUP);
    await settle(shelf, draftKey);
    return shelf;
  });
  const alive = (work: (shelf: Shelf) => Promise<void>): void => void ready.then(work).catch(() => undefined);
  register('main form[method="post"]', (element) => {
    const form = element as HTMLFormElement;
    if (isWritten(form)) alive((shelf) => draft(form, shelf, draftKey));
  });
  register('.act-body[hx-get]', (element) => alive((shelf) => reopen(element, shelf, draftKey)));
}
