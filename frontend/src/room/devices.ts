/** What of camera and microphone works, or the word for why not. */
export interface Devices {
  stream: MediaStream | null;
  word: string;
}

const SMALL = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 20, max: 24 }, facingMode: 'user' };
const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const WHY: Record<string, string> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/** Asks for camera and microphone, for the microphone alone where there is no camera; asks after a tap, as phones want. */
export async function devices(): Promise<Devices> {
  if (!window.isSecureContext) return { stream: null, word: 'insecure' };
  if (!navigator.mediaDevices?.getUserMedia || typeof RTCPeerConnection === 'undefined') return { stream: null, word: 'unsupported' };
  try {
    return { stream: await navigator.mediaDevices.getUserMedia({ audio: SOUND, video: SMALL }), word: 'both' };
  } catch {
    /* perhaps there is no camera, or it is not allowed */
  }
  try {
    return { stream: await navigator.mediaDevices.getUserMedia({ audio: SOUND }), word: 'voice-only' };
  } catch (error) {
    return { stream: null, word: WHY[(error as DOMException).name] ?? 'neither' };
  }
}

/** Moves a bar with the loudness of a microphone; returns how to stop it. */
export function showLevel(stream: MediaStream, meter: HTMLMeterElement): () => void {
  const context = new AudioContext();
  void context.resume();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const levels = new Uint8Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getByteTimeDomainData(levels);
    meter.value = Math.min(1, Math.max(...levels.map((level) => Math.abs(level - 128))) / 64);
  }, 100);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}
