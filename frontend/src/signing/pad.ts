import SignaturePad, { type PointGroup } from 'signature_pad';

/** A signature in parts of the pad, so that a phone that is turned over loses nothing and every paper fits it. */
type Strokes = [number, number][][];

function strokesOf(groups: PointGroup[], width: number, height: number): Strokes {
  const part = (value: number, whole: number): number => Math.min(1, Math.max(0, Math.round((value / whole) * 1e4) / 1e4));
  return groups.map((group) => group.points.map((point) => [part(point.x, width), part(point.y, height)]));
}

function groupsOf(strokes: Strokes, width: number, height: number, pad: SignaturePad): PointGroup[] {
  const { penColor, dotSize, minWidth, maxWidth, velocityFilterWeight, compositeOperation } = pad;
  return strokes.map((stroke) => ({
    penColor,
    dotSize,
    minWidth,
    maxWidth,
    velocityFilterWeight,
    compositeOperation,
    points: stroke.map(([x, y]) => ({ x: x * width, y: y * height, pressure: 0.5, time: 0 })),
  }));
}

/** Lets somebody sign in an element that has a canvas, a button to begin anew, and a form around it with its fields. */
export function start(element: HTMLElement): void {
  const canvas = element.querySelector('canvas');
  const form = element.closest('form');
  const strokes = form?.querySelector<HTMLInputElement>('[name="strokes"]');
  const deviceAt = form?.querySelector<HTMLInputElement>('[name="device_at"]');
  if (!canvas || !form || !strokes || !deviceAt) return;
  const pad = new SignaturePad(canvas, { penColor: '#10243d', minWidth: 1, maxWidth: 3 });
  let drawn: Strokes = [];

  const lay = (): void => {
    const { width, height } = canvas.getBoundingClientRect();
    const ratio = Math.max(window.devicePixelRatio, 1);
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    canvas.getContext('2d')?.scale(ratio, ratio);
    pad.clear();
    if (drawn.length > 0) pad.fromData(groupsOf(drawn, width, height, pad));
  };
  const keep = (): void => {
    const { width, height } = canvas.getBoundingClientRect();
    drawn = strokesOf(pad.toData(), width, height);
    strokes.value = JSON.stringify(drawn);
    deviceAt.value = new Date().toISOString();
  };

  pad.addEventListener('endStroke', keep);
  element.querySelector('button')?.addEventListener('click', () => {
    pad.clear();
    keep();
  });
  new ResizeObserver(lay).observe(canvas);
  // What was drawn before the form came back with a mistake.
  if (strokes.value) drawn = JSON.parse(strokes.value) as Strokes;
  element.hidden = false;
  lay();
}
