/** Somebody's open page of the room. */
export interface Seat {
  key: string;
  name: string;
  own: boolean;
  call: '' | 'voice' | 'video';
}

export interface Signal {
  id: number;
  from: string;
  body: unknown;
}

export interface News {
  html: string;
  last: number;
  seats: Seat[];
  signals: Signal[];
}

const USUAL = 2_000;
// While a call is being put through, and while nobody looks.
const QUICK = 500;
const HIDDEN = 10_000;
const PATIENCE = 15_000;
const SLOWEST = 15_000;

/** Asks again and again what is new; unchanged, the server says so in a word (304). What fails is tried again, later each time. */
export class Asking {
  private etag = '';
  private heard = 0;
  private failed = 0;
  private timer = 0;
  private busy = false;
  private again = false;
  quick = false;
  inCall = false;

  constructor(
    private readonly base: string,
    private readonly seat: string,
    private last: number,
    private readonly take: (news: News) => void,
    private readonly away: (isAway: boolean) => void,
    private readonly glance: { address: string; pass: string } | null,
  ) {
    document.addEventListener('visibilitychange', () => document.hidden || this.now());
    window.addEventListener('online', () => this.now());
    window.addEventListener('pageshow', () => this.now());
  }

  /** Asks at once; while an answer is awaited, once more after it. */
  now(): void {
    clearTimeout(this.timer);
    if (this.busy) this.again = true;
    else void this.ask();
  }

  private async ask(): Promise<void> {
    this.busy = true;
    const patience = new AbortController();
    const tooLong = setTimeout(() => patience.abort(), PATIENCE);
    try {
      const query = `seat=${this.seat}&after=${this.last}&heard=${this.heard}`;
      const headers: Record<string, string> = { Accept: 'application/json' };
      if (this.etag) headers['If-None-Match'] = this.etag;
      const options: RequestInit = { headers, cache: 'no-store', signal: patience.signal };
      let answer = this.etag ? await this.look(query, options) : null;
      if (answer?.status !== 304) answer = await fetch(`${this.base}news/?${query}`, options);
      // Signed out, or the link is no longer good: the page itself says so.
      if (answer.redirected || answer.status === 403 || answer.status === 404) {
        location.reload();
        return;
      }
      if (answer.status === 200) {
        const news = (await answer.json()) as News;
        this.last = news.last;
        news.signals.forEach((signal) => (this.heard = Math.max(this.heard, signal.id)));
        this.etag = answer.headers.get('ETag') ?? '';
        this.take(news);
      } else if (answer.status !== 304) throw new Error(String(answer.status));
      this.away(false);
      this.failed = 0;
    } catch {
      this.failed += 1;
      this.away(true);
    } finally {
      clearTimeout(tooLong);
      this.busy = false;
    }
    const pause = this.failed ? Math.min(USUAL * this.failed, SLOWEST) : this.pause();
    this.timer = window.setTimeout(() => void this.ask(), this.again ? 0 : pause);
    this.again = false;
  }

  /** A page of staff asks without its session whether anything is new: a fraction of the cost. */
  private async look(query: string, options: RequestInit): Promise<Response | null> {
    if (!this.glance) return null;
    const headers = { ...(options.headers as Record<string, string>), 'X-Room-Pass': this.glance.pass };
    return fetch(`${this.glance.address}?${query}`, { ...options, headers, credentials: 'omit' });
  }

  private pause(): number {
    if (this.quick) return QUICK;
    return document.hidden && !this.inCall ? HIDDEN : USUAL;
  }
}
