/** What passes between two pages of a call; `line` tells one connection of a page from a later one. */
export interface Passed {
  line: string;
  description?: RTCSessionDescriptionInit;
  candidate?: RTCIceCandidateInit | null;
}

const MOST_RESTARTS = 2;

/** One connection to another page of the call, by the pattern of "perfect negotiation" (W3C WebRTC 1.0, example 10.2). */
export class Peer {
  readonly line = crypto.getRandomValues(new Uint32Array(2)).join('-');
  readonly pc: RTCPeerConnection;
  readonly stream = new MediaStream();
  theirLine = '';
  private making = false;
  private ignores = false;
  private settling = false;
  private restarts = 0;

  constructor(
    relays: RTCConfiguration,
    private readonly polite: boolean,
    private readonly send: (passed: Passed) => void,
    private readonly changed: () => void,
    private readonly failed: (forGood: boolean) => void,
  ) {
    this.pc = new RTCPeerConnection(relays);
    this.pc.onnegotiationneeded = () => void this.offer();
    this.pc.onicecandidate = ({ candidate }) => candidate && this.send({ line: this.line, candidate: candidate.toJSON() });
    this.pc.ontrack = ({ track }) => {
      this.stream.getTracks().filter((known) => known.kind === track.kind).forEach((known) => this.stream.removeTrack(known));
      this.stream.addTrack(track);
      track.onmute = track.onunmute = track.onended = () => this.changed();
      this.changed();
    };
    this.pc.oniceconnectionstatechange = () => {
      const state = this.pc.iceConnectionState;
      if (state === 'connected' || state === 'completed') this.restarts = 0;
      if (state === 'failed') {
        this.restarts += 1;
        this.failed(this.restarts > MOST_RESTARTS);
        this.pc.restartIce();
      }
      this.changed();
    };
  }

  get connected(): boolean {
    return this.pc.iceConnectionState === 'connected' || this.pc.iceConnectionState === 'completed';
  }

  /** Sends what the own camera and microphone give; what isn't there any more ends. */
  give(own: MediaStream): void {
    for (const kind of ['audio', 'video']) {
      const track = own.getTracks().find((found) => found.kind === kind) ?? null;
      const sender = this.pc.getSenders().find((found) => found.track?.kind === kind);
      if (sender && track) void sender.replaceTrack(track);
      else if (sender) this.pc.removeTrack(sender);
      else if (track) this.pc.addTrack(track, own);
    }
  }

  async take({ description, candidate }: Passed): Promise<void> {
    try {
      if (description) await this.describe(description);
      else if (candidate) await this.pc.addIceCandidate(candidate);
    } catch (error) {
      if (!this.ignores) console.warn('call', error);
    }
  }

  close(): void {
    this.pc.close();
  }

  private async offer(): Promise<void> {
    try {
      this.making = true;
      await this.pc.setLocalDescription();
      if (this.pc.localDescription) this.send({ line: this.line, description: this.pc.localDescription.toJSON() });
    } catch (error) {
      console.warn('call', error);
    } finally {
      this.making = false;
    }
  }

  private async describe(description: RTCSessionDescriptionInit): Promise<void> {
    const ready = !this.making && (this.pc.signalingState === 'stable' || this.settling);
    const collides = description.type === 'offer' && !ready;
    this.ignores = !this.polite && collides;
    if (this.ignores) return;
    this.settling = description.type === 'answer';
    await this.pc.setRemoteDescription(description);
    this.settling = false;
    if (description.type !== 'offer') return;
    await this.pc.setLocalDescription();
    if (this.pc.localDescription) this.send({ line: this.line, description: this.pc.localDescription.toJSON() });
  }
}
