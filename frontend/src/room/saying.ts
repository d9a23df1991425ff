import { Recorder } from './recorder';
import { tell, type Words } from './words';

const KEPT = 'sanling-room:';

function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Sends the form from the page; what no network takes stays, and is sent again under the same key, so that it comes once. */
export class Saying {
  private waits = false;
  private busy = false;
  // Pressed while something was on its way.
  private again = false;
  private readonly text: HTMLTextAreaElement;
  private readonly file: HTMLInputElement;
  private readonly key: HTMLInputElement;
  private readonly error: HTMLElement | null;
  private readonly slot: string;

  constructor(
    private readonly form: HTMLFormElement,
    matter: string,
    private readonly words: Words,
    private readonly sent: () => void,
  ) {
    this.text = form.querySelector('textarea')!;
    this.file = form.querySelector<HTMLInputElement>('input[type="file"]')!;
    this.key = form.querySelector<HTMLInputElement>('input[name="key"]')!;
    this.error = form.querySelector('[data-error]');
    this.slot = KEPT + matter;
    this.keepDraft();
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.send();
    });
    this.text.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      void this.send();
    });
    const voice = form.querySelector<HTMLButtonElement>('[data-voice]');
    const drop = form.querySelector<HTMLButtonElement>('[data-voice-drop]');
    if (voice && drop) new Recorder(voice, drop, words, this.error, (note) => void this.send(note));
  }

  /** The network is back: what waits goes out. */
  online(): void {
    if (this.waits) void this.send();
  }

  private keepDraft(): void {
    // In this tab alone: a phone may be another's tomorrow.
    if (!this.text.value) this.text.value = sessionStorage.getItem(this.slot) ?? '';
    this.text.addEventListener('input', () => sessionStorage.setItem(this.slot, this.text.value));
  }

  private async send(note?: File): Promise<void> {
    if (this.busy) {
      this.again = !note;
      return;
    }
    const [text, file] = [this.text.value, this.file.files?.[0]];
    const body = new FormData(this.form);
    if (note) {
      // A voice note goes by itself; what is being typed stays.
      body.set('file', note);
      body.set('text', '');
      body.set('corrects', '');
      body.set('key', newKey());
    }
    if (!note && !this.text.value.trim() && !this.file.files?.length) return;
    this.busy = true;
    this.form.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(this.form.action, { method: 'POST', body, headers: { Accept: 'application/json' } });
      if (answer.status >= 500) throw new Error(String(answer.status));
      const isOurs = answer.headers.get('Content-Type')?.startsWith('application/json');
      const said = isOurs ? ((await answer.json()) as { error?: string }).error : answer.statusText || String(answer.status);
      this.waits = false;
      tell(this.error, answer.ok && isOurs ? '' : (said ?? ''));
      if (answer.ok && isOurs) {
        if (!note) this.clear(text, file);
        this.sent();
      } else this.key.value = newKey();
    } catch {
      this.waits = !note;
      tell(this.error, this.words('offline'));
      if (note) this.keepNote(note);
    } finally {
      this.busy = false;
      this.form.removeAttribute('aria-busy');
    }
    if (!this.again) return;
    this.again = false;
    await this.send();
  }

  /** Puts a voice note that no network took where chosen files are, to be sent with what follows. */
  private keepNote(note: File): void {
    const transfer = new DataTransfer();
    transfer.items.add(note);
    this.file.files = transfer.files;
    this.waits = true;
  }

  /** Takes away what was sent, and nothing that was typed or chosen meanwhile. */
  private clear(text: string, file: File | undefined): void {
    const corrects = this.form.querySelector<HTMLInputElement>('input[name="corrects"]');
    this.key.value = newKey();
    if (this.text.value === text) {
      this.text.value = '';
      sessionStorage.removeItem(this.slot);
    }
    if (this.file.files?.[0] === file) this.file.value = '';
    if (!corrects?.value) return;
    corrects.value = '';
    this.form.querySelector('p[role="status"]')?.remove();
    history.replaceState(null, '', this.form.action);
  }
}
