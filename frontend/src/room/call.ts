import type { Asking, Seat, Signal } from './asking';
import { devices, showLevel } from './devices';
import { Peer, type Passed } from './peer';
import { Tile } from './tile';
import { tell, type Words } from './words';

interface Of {
  base: string;
  seat: string;
  token: string;
  words: Words;
  asking: Asking;
}

// Signals are gathered for so long, so that a burst of addresses is one request.
const GATHERED = 200;

/** The call of a room: each page that takes part connects with each other one; what it needs for that goes by the room. */
export class Call {
  private own: MediaStream | null = null;
  private call: Seat['call'] = '';
  private relays: RTCConfiguration = {};
  private readonly peers = new Map<string, { peer: Peer; tile: Tile }>();
  private ownTile: Tile | null = null;
  private outbox: [string, Passed][] = [];
  private timer = 0;
  private stopLevel = (): void => {};

  constructor(
    private readonly card: HTMLElement,
    private readonly of: Of,
  ) {
    card.hidden = false;
    for (const button of card.querySelectorAll<HTMLButtonElement>('[data-do]')) {
      button.addEventListener('click', () => void this.do(button.dataset['do'] ?? ''));
    }
    window.addEventListener('pagehide', () => this.call && navigator.sendBeacon(`${this.of.base}call/`, this.form({ call: '' })));
    window.addEventListener('online', () => this.peers.forEach(({ peer }) => peer.connected || peer.pc.restartIce()));
  }

  /** Takes who is there now and what they say, after each answer with news. */
  take(others: Seat[], signals: Signal[]): void {
    if (!this.call) return;
    const inCall = new Map(others.filter((seat) => seat.call).map((seat) => [seat.key, seat]));
    for (const key of [...this.peers.keys()]) if (!inCall.has(key)) this.drop(key);
    for (const [key, seat] of inCall) if (!this.peers.has(key)) this.meet(key, seat.name);
    for (const { from, body } of signals) {
      const seat = inCall.get(from);
      if (seat) void this.hear(seat, body as Passed);
    }
    this.show();
  }

  private async do(what: string): Promise<void> {
    if (what === 'check') await this.check();
    else if (what === 'video' || what === 'voice') await this.join(what);
    else if (what === 'leave') await this.leave();
    else {
      const track = this.own?.getTracks().find(({ kind }) => kind === (what === 'mute' ? 'audio' : 'video'));
      if (track) track.enabled = !track.enabled;
    }
    this.show();
  }

  private async check(): Promise<void> {
    this.own?.getTracks().forEach((track) => track.stop());
    const found = await devices();
    this.own = found.stream;
    this.say(found.word);
    this.stopLevel();
    const part = this.card.querySelector<HTMLElement>('[data-check]')!;
    const preview = part.querySelector('video')!;
    part.hidden = !found.stream;
    preview.hidden = !found.stream?.getVideoTracks().length;
    preview.srcObject = found.stream;
    if (!found.stream) return;
    this.stopLevel = showLevel(found.stream, part.querySelector('meter')!);
    await preview.play().catch(() => {});
  }

  private async join(call: 'video' | 'voice'): Promise<void> {
    if (call === 'voice') this.own?.getVideoTracks().forEach((track) => (track.stop(), this.own?.removeTrack(track)));
    const answer = await this.post({ call });
    if (!answer?.ok) {
      tell(this.card.querySelector<HTMLElement>('[data-call-said]'), (answer && ((await answer.json()) as { error?: string }).error) || this.of.words('offline'));
      return;
    }
    this.relays = (await answer.json()) as RTCConfiguration;
    this.stopLevel();
    this.card.querySelector<HTMLElement>('[data-check]')!.hidden = true;
    this.call = call;
    this.of.asking.inCall = true;
    this.ownTile ??= new Tile(this.tiles, this.of.words('you'), this.of.words('tap'), true);
    this.ownTile.show(this.own);
    this.peers.forEach(({ peer }) => this.own && peer.give(this.own));
    this.of.asking.now();
  }

  private async leave(): Promise<void> {
    await this.post({ call: '' });
    this.call = '';
    for (const key of [...this.peers.keys()]) this.drop(key);
    this.own?.getTracks().forEach((track) => track.stop());
    this.own = null;
    this.ownTile?.remove();
    this.ownTile = null;
    this.of.asking.inCall = this.of.asking.quick = false;
  }

  private meet(key: string, name: string): Peer {
    const tile = new Tile(this.tiles, name, this.of.words('tap'), false);
    const changed = (): void => {
      tile.show(peer.stream);
      this.show();
    };
    const peer: Peer = new Peer(
      this.relays,
      this.of.seat < key,
      (passed) => this.send(key, passed),
      changed,
      (forGood) => this.weaken(forGood),
    );
    this.peers.set(key, { peer, tile });
    tile.say(this.of.words('connecting'));
    if (this.own) peer.give(this.own);
    return peer;
  }

  /** A page that was away comes back with a new line: then the old connection is of no use any more. */
  private async hear(seat: Seat, passed: Passed): Promise<void> {
    let peer = this.peers.get(seat.key)?.peer;
    if (peer?.theirLine && peer.theirLine !== passed.line) {
      this.drop(seat.key);
      peer = undefined;
    }
    peer ??= this.meet(seat.key, seat.name);
    peer.theirLine = passed.line;
    await peer.take(passed);
  }

  private drop(key: string): void {
    this.peers.get(key)?.peer.close();
    this.peers.get(key)?.tile.remove();
    this.peers.delete(key);
  }

  /** Too weak for pictures: on by voice; no way at all: the phone. The room stays open either way. */
  private weaken(forGood: boolean): void {
    this.say(forGood ? 'failed' : 'by-voice');
    if (this.call === 'video' && this.own?.getVideoTracks().length) void this.join('voice');
  }

  private send(to: string, passed: Passed): void {
    this.outbox.push([to, passed]);
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.flush(), GATHERED);
  }

  private async flush(): Promise<void> {
    const sent = this.outbox.splice(0, 50);
    const answer = await this.post({ signals: JSON.stringify(sent) });
    // Without network, or before the room knows this page again, it is told once more.
    if (!answer || answer.status === 404) this.outbox.unshift(...sent.filter(([to]) => this.peers.has(to)));
    if (!this.outbox.length) return this.of.asking.now();
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.flush(), answer?.ok ? 0 : 1_000);
  }

  private form(fields: Record<string, string>): FormData {
    const form = new FormData();
    Object.entries({ seat: this.of.seat, csrfmiddlewaretoken: this.of.token, ...fields }).forEach(([name, value]) => form.set(name, value));
    return form;
  }

  private async post(fields: Record<string, string>): Promise<Response | null> {
    return fetch(`${this.of.base}call/`, { method: 'POST', body: this.form(fields) }).catch(() => null);
  }

  private get tiles(): HTMLElement {
    return this.card.querySelector<HTMLElement>('[data-tiles]')!;
  }

  private say(word: string): void {
    tell(this.card.querySelector<HTMLElement>('[data-call-said]'), this.of.words(word));
  }

  private show(): void {
    const inCall = this.call !== '';
    const track = (kind: string): MediaStreamTrack | undefined => this.own?.getTracks().find((found) => found.kind === kind);
    const connected = [...this.peers.values()].filter(({ peer }) => peer.connected).length;
    this.peers.forEach(({ peer, tile }) => tile.say(this.of.words(peer.connected ? 'connected' : 'connecting')));
    this.of.asking.quick = inCall && connected < this.peers.size;
    if (inCall && !this.peers.size) this.say('waiting');
    else if (inCall && connected === this.peers.size) this.say('connected');
    const shown: Record<string, boolean> = {
      check: !inCall,
      video: !inCall && !!track('video'),
      voice: !inCall && !!track('audio'),
      mute: inCall && !!track('audio'),
      picture: inCall && !!track('video'),
      leave: inCall,
    };
    for (const button of this.card.querySelectorAll<HTMLButtonElement>('[data-do]')) {
      const what = button.dataset['do'] ?? '';
      button.hidden = !shown[what];
      if (what === 'mute') button.textContent = this.of.words(track('audio')?.enabled === false ? 'unmute' : 'mute');
      if (what === 'picture') button.textContent = this.of.words(track('video')?.enabled === false ? 'picture' : 'no-picture');
    }
  }
}
