/** One person of the call: picture or, where there is none, voice alone. */
export class Tile {
  private readonly box = document.createElement('figure');
  private readonly video = document.createElement('video');
  private readonly said = document.createElement('span');
  private readonly tap = document.createElement('button');

  constructor(into: HTMLElement, name: string, tap: string, private readonly own: boolean) {
    this.video.playsInline = true;
    this.video.setAttribute('playsinline', '');
    // WeChat on Android would put its own player over the page.
    this.video.setAttribute('x5-playsinline', '');
    this.video.setAttribute('webkit-playsinline', '');
    this.video.muted = own;
    this.tap.type = 'button';
    this.tap.className = 'btn btn-primary';
    this.tap.textContent = tap;
    this.tap.hidden = true;
    this.tap.addEventListener('click', () => this.play());
    const caption = document.createElement('figcaption');
    caption.append(name, ' ', this.said);
    this.box.className = own ? 'tile tile-own' : 'tile';
    this.box.append(this.video, this.tap, caption);
    into.append(this.box);
  }

  /** Shows and sounds a stream. WeChat on iOS plays nothing before a tap: then a button asks for it. */
  show(stream: MediaStream | null): void {
    if (this.video.srcObject !== stream) this.video.srcObject = stream;
    const pictured = !!stream?.getVideoTracks().some((track) => track.readyState === 'live' && (this.own || !track.muted));
    this.box.classList.toggle('tile-voice', !pictured);
    if (stream?.getTracks().length && this.video.paused) this.play();
  }

  say(text: string): void {
    this.said.textContent = text;
  }

  remove(): void {
    this.video.srcObject = null;
    this.box.remove();
  }

  private play(): void {
    this.video.play().then(
      () => (this.tap.hidden = true),
      (error: DOMException) => {
        if (error.name === 'NotAllowedError') this.tap.hidden = false;
      },
    );
  }
}
