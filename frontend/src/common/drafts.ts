/** What was typed into a form and not yet sent, kept in this browser: one entry a form, few of them, none for long. */
export type Fields = [name: string, value: string][];

/** Whose drafts: `name` begins their entries, `key` seals them where others use the browser too. */
export interface Shelf {
  name: string;
  key: CryptoKey | null;
  /** Milliseconds. */
  keepFor: number;
  most: number;
}

interface Entry {
  at: number;
  fields?: Fields;
  sealed?: string;
}

const PREFIX = 'sanling-draft:';
const LONGEST = 60_000;
const NONCE = 12;

function packed(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function unpacked(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

async function seal(key: CryptoKey, fields: Fields): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  const body = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(JSON.stringify(fields)));
  return packed(iv) + packed(new Uint8Array(body));
}

async function unseal(key: CryptoKey, sealed: string): Promise<Fields> {
  const iv = unpacked(sealed.slice(0, (NONCE / 3) * 4));
  const body = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, unpacked(sealed.slice((NONCE / 3) * 4)));
  return JSON.parse(new TextDecoder().decode(body)) as Fields;
}

function entries(of: string): [name: string, at: number][] {
  return Object.keys(localStorage)
    .filter((name) => name.startsWith(PREFIX + of))
    .map((name) => [name, (JSON.parse(localStorage.getItem(name) ?? '{}') as Entry).at ?? 0]);
}

/** Keep a form's fields. Private windows may refuse; then they stay in the page alone. Unsealed ones are kept at once. */
export async function keep(shelf: Shelf, slot: string, fields: Fields): Promise<void> {
  try {
    const entry: Entry = { at: Date.now() };
    if (shelf.key) entry.sealed = await seal(shelf.key, fields);
    else entry.fields = fields;
    const text = JSON.stringify(entry);
    if (text.length <= LONGEST) localStorage.setItem(PREFIX + shelf.name + slot, text);
  } catch {
    /* nothing to be done */
  }
}

/** Return what was kept of a form, or null. It is read at once, and unsealed later. */
export async function find(shelf: Shelf, slot: string): Promise<Fields | null> {
  try {
    const entry = JSON.parse(localStorage.getItem(PREFIX + shelf.name + slot) ?? 'null') as Entry | null;
    if (!entry || Date.now() - entry.at > shelf.keepFor) return null;
    if (!shelf.key) return entry.fields ?? null;
    return entry.sealed ? await unseal(shelf.key, entry.sealed) : null;
  } catch {
    return null;
  }
}

export function forget(shelf: Shelf, slot: string): void {
  try {
    localStorage.removeItem(PREFIX + shelf.name + slot);
  } catch {
    /* nothing was kept */
  }
}

/** Forget everything whose entry begins with a name. */
export function clear(name: string): void {
  try {
    entries(name).forEach(([entry]) => localStorage.removeItem(entry));
  } catch {
    /* nothing was kept */
  }
}

/** Forget what is old, whoever's it is, and of the rest all but the latest. */
export function sweep(shelf: Shelf, group: string): void {
  try {
    const oldest = Date.now() - shelf.keepFor;
    entries(group)
      .sort(([, one], [, other]) => other - one)
      .forEach(([name, at], nth) => (at < oldest || nth >= shelf.most) && localStorage.removeItem(name));
  } catch {
    /* nothing was kept */
  }
}
