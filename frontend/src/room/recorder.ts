import { tell, type Words } from './words';

// What most phones play comes first: iPhones play no WebM, old Androids record nothing else.
const TYPES = ['audio/mp4;codecs=mp4a.40.2', 'audio/mp4', 'audio/webm;codecs=opus', 'audio/webm', 'audio/ogg;codecs=opus'];
const LONGEST = 5 * 60_000;
const BITS = 32_000;

/** Records a voice note by a button: pressed once it begins, pressed again it is sent. */
export class Recorder {
  private recorder: MediaRecorder | null = null;
  private dropped = false;
  private readonly usual: string;

  constructor(
    private readonly button: HTMLButtonElement,
    private readonly drop: HTMLButtonElement,
    private readonly words: Words,
    private readonly error: HTMLElement | null,
    private readonly done: (note: File) => void,
  ) {
    this.usual = button.querySelector('span')?.textContent ?? '';
    if (!window.isSecureContext || typeof MediaRecorder === 'undefined' || !navigator.mediaDevices) return;
    button.hidden = false;
    button.addEventListener('click', () => void (this.recorder ? this.recorder.stop() : this.begin()));
    drop.addEventListener('click', () => {
      this.dropped = true;
      this.recorder?.stop();
    });
  }

  private async begin(): Promise<void> {
    let sound: MediaStream;
    try {
      sound = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      tell(this.error, this.words('no-voice'));
      return;
    }
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    const parts: Blob[] = [];
    const recorder = new MediaRecorder(sound, { ...(mimeType ? { mimeType } : {}), audioBitsPerSecond: BITS });
    const began = Date.now();
    const timer = setInterval(() => {
      const seconds = Math.floor((Date.now() - began) / 1000);
      this.say(`${this.words('stop')} ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`);
      if (seconds * 1000 >= LONGEST) recorder.stop();
    }, 500);
    recorder.addEventListener('dataavailable', (event) => parts.push(event.data));
    recorder.addEventListener('stop', () => {
      clearInterval(timer);
      sound.getTracks().forEach((track) => track.stop());
      this.recorder = null;
      this.say(this.usual);
      this.drop.hidden = true;
      const type = recorder.mimeType || mimeType || 'audio/webm';
      if (!this.dropped && parts.length) this.done(new File(parts, `voice.${/mp4/.test(type) ? 'm4a' : 'webm'}`, { type }));
    });
    this.dropped = false;
    this.recorder = recorder;
    this.drop.hidden = false;
    this.say(this.words('stop'));
    tell(this.error, '');
    recorder.start();
  }

  private say(text: string): void {
    const span = this.button.querySelector('span');
    if (span) span.textContent = text;
  }
}
