import type { Position } from 'geojson';

/** Numbers of points, without the first again; a polygon's outer ring comes first. */
export type Ring = number[];
export type Polygons = Ring[][];

export interface Part {
  key: string;
  name: string;
  inside: boolean;
  polygons: Polygons;
  /** Of one that is not there yet: what it was cut from. */
  of?: string;
}

/** What the server takes: points that moved or are new, parts whose rings have other points, which begin and end. */
export interface Drawing {
  version: string;
  points?: Record<string, Position>;
  parts?: Record<string, Polygons>;
  begun?: Record<string, { name: string; of: string }>;
  ended?: Record<string, string>;
}

const METRES = 111_320;

function named(a: number, b: number): string {
  return a < b ? `${a}-${b}` : `${b}-${a}`;
}

function* pairs(ring: Ring): Generator<[number, number]> {
  for (const [nth, point] of ring.entries()) yield [point, ring[(nth + 1) % ring.length] as number];
}

/** Outlines of neighbours as rings of common points: whatever moves a point changes all whose line it is on. */
export class Mesh {
  private owners = new Map<string, string[]>();
  private lines = new Map<number, Set<number>>();
  private border = new Set<number>();

  constructor(
    readonly version: string,
    readonly points: readonly Position[],
    readonly parts: readonly Part[],
    private readonly ended: Readonly<Record<string, string>> = {},
  ) {
    for (const { key, polygons } of parts)
      for (const ring of polygons.flat())
        for (const [a, b] of pairs(ring)) {
          const edge = named(a, b);
          this.owners.set(edge, [...(this.owners.get(edge) ?? []), key]);
          this.lines.set(a, (this.lines.get(a) ?? new Set()).add(b));
          this.lines.set(b, (this.lines.get(b) ?? new Set()).add(a));
        }
    for (const [edge, owners] of this.owners) if (owners.length === 1) edge.split('-').forEach((nth) => this.border.add(Number(nth)));
  }

  at(nth: number): Position {
    return this.points[nth] as Position;
  }

  part(key: string): Part | undefined {
    return this.parts.find((part) => part.key === key);
  }

  /** Points that may be moved: none of the border, beyond which is what isn't open. */
  movable(nth: number): boolean {
    return this.lines.has(nth) && !this.border.has(nth);
  }

  /** Points on a line between two, where none but they meet: without it the line goes straight on. */
  removable(nth: number): boolean {
    const short = this.parts.some(({ polygons }) => polygons.flat().some((ring) => ring.includes(nth) && ring.length < 4));
    return this.movable(nth) && this.lines.get(nth)?.size === 2 && !short;
  }

  /** Each line from point to point once, and whose it is. */
  *edges(): Generator<[a: number, b: number, owners: string[]]> {
    for (const [edge, owners] of this.owners) {
      const [a = 0, b = 0] = edge.split('-').map(Number);
      yield [a, b, owners];
    }
  }

  /** Points of a part that may be moved, in their order along its line. */
  along(key: string): number[] {
    return (this.part(key)?.polygons ?? []).flat(2).filter((nth) => this.movable(nth));
  }

  /** The point that follows one on the line of a part, if their line is common to two. */
  behind(key: string, nth: number): number | null {
    for (const ring of this.part(key)?.polygons.flat() ?? []) {
      const place = ring.indexOf(nth);
      if (place < 0) continue;
      for (const other of [ring[(place + 1) % ring.length], ring[(place + ring.length - 1) % ring.length]] as number[])
        if ((this.owners.get(named(nth, other))?.length ?? 0) > 1) return other;
    }
    return null;
  }

  moved(nth: number, to: Position): Mesh {
    return this.with({ points: this.points.map((point, at) => (at === nth ? to : point)) });
  }

  /** With a new last point on a line. */
  bent(a: number, b: number, at: Position): Mesh {
    const nth = this.points.length;
    const parts = this.parts.map((part) => {
      if (!this.owners.get(named(a, b))?.includes(part.key)) return part;
      const into = (ring: Ring): Ring => [...pairs(ring)].flatMap(([p, q]) => (named(p, q) === named(a, b) ? [p, nth] : [p]));
      return { ...part, polygons: part.polygons.map((polygon) => polygon.map(into)) };
    });
    return this.with({ points: [...this.points, at], parts });
  }

  without(nth: number): Mesh {
    const parts = this.parts.map((part) =>
      part.polygons.flat(2).includes(nth)
        ? { ...part, polygons: part.polygons.map((polygon) => polygon.map((ring) => ring.filter((point) => point !== nth))) }
        : part,
    );
    return this.with({ parts });
  }

  private with({ points = this.points, parts = this.parts, ended = this.ended }: Partial<Pick<Mesh, 'points' | 'parts'>> & { ended?: Record<string, string> }): Mesh {
    return new Mesh(this.version, points, parts, ended);
  }

  /** All points of a part's line in their order, those of the border too. */
  round(key: string): number[] {
    return (this.part(key)?.polygons ?? []).flat(2);
  }

  /** Parts that have a line in common with one. */
  neighbours(key: string): Part[] {
    const found = new Set([...this.owners.values()].filter((owners) => owners.includes(key)).flat());
    return this.parts.filter((part) => part.key !== key && found.has(part.key));
  }

  /**
   * A part cut in two from one point of its line to another, by way of new points; the smaller piece is new. `null` where
   * both points aren't on one ring, or the cut goes along it.
   */
  cut(key: string, from: number, to: number, way: Position[], name: string): Mesh | null {
    const part = this.part(key);
    const nth = part?.polygons.findIndex(([outer = []]) => outer.includes(from) && outer.includes(to)) ?? -1;
    if (!part || nth < 0 || from === to) return null;
    const [outer = [], ...holes] = part.polygons[nth] ?? [];
    const start = outer.indexOf(from);
    const ring = [...outer.slice(start), ...outer.slice(0, start)];
    const end = ring.indexOf(to);
    if (!way.length && (end === 1 || end === ring.length - 1)) return null;
    const line = way.map((_at, place) => this.points.length + place);
    const drawn = this.with({ points: [...this.points, ...way] });
    const rings = [
      [...ring.slice(0, end + 1), ...[...line].reverse()],
      [...ring.slice(end), from, ...line],
    ].sort((a, b) => Math.abs(drawn.signed(b)) - Math.abs(drawn.signed(a)));
    const [larger, smaller] = rings.map((outside) => [outside, ...holes.filter((hole) => drawn.holds(outside, hole[0] as number))]);
    const made = Math.max(0, ...this.parts.map((other) => (other.of ? Number(other.key.slice(1)) : 0))) + 1;
    const piece: Part = { key: `+${made}`, name, inside: part.inside, of: part.of ?? part.key, polygons: [smaller as Ring[]] };
    const polygons = part.polygons.map((polygon, place) => (place === nth ? (larger as Ring[]) : polygon));
    return drawn.with({ parts: [...this.parts.map((other) => (other === part ? { ...part, polygons } : other)), piece] });
  }

  /** One part with the ground of two neighbours: what was there before goes on rather than what is new. */
  united(key: string, into: string): Mesh | null {
    const [one, other] = key.startsWith('+') || !into.startsWith('+') ? [key, into] : [into, key];
    const [gone, stays] = [this.part(one), this.part(other)];
    if (!gone || !stays) return null;
    const lines = [...gone.polygons, ...stays.polygons].flat().flatMap((ring) => [...pairs(ring)]);
    const there = new Set(lines.map(([a, b]) => `${a}>${b}`));
    const left = lines.filter(([a, b]) => !there.has(`${b}>${a}`));
    if (left.length === lines.length) return null;
    const rings = ringsOf(left);
    const polygons = rings.filter((ring) => this.signed(ring) > 0).map((outer) => [outer]);
    for (const hole of rings.filter((ring) => this.signed(ring) <= 0))
      polygons.find(([outer = []]) => this.holds(outer, hole.find((nth) => !outer.includes(nth)) ?? -1))?.push(hole);
    const parts = this.parts.filter((part) => part !== gone).map((part) => (part === stays ? { ...stays, polygons } : part));
    return this.with({ parts, ended: gone.of ? { ...this.ended } : { ...this.ended, [gone.key]: stays.key } });
  }

  /** What goes on in the place of a part that ended, however often. */
  private heir(key: string): string {
    const next = this.ended[key];
    return next ? this.heir(next) : key;
  }

  /** Twice the area within a ring, in degrees; more than nothing where it goes against the clock. */
  private signed(ring: Ring): number {
    const [west = 0, south = 0] = this.at(ring[0] as number);
    return [...pairs(ring)].reduce((sum, [a, b]) => {
      const [[x = 0, y = 0], [u = 0, v = 0]] = [this.at(a), this.at(b)];
      return sum + (x - west) * (v - south) - (u - west) * (y - south);
    }, 0);
  }

  private holds(ring: Ring, nth: number): boolean {
    if (nth < 0) return false;
    const [lon = 0, lat = 0] = this.at(nth);
    return [...pairs(ring)].reduce((inside, [a, b]) => {
      const [[x = 0, y = 0], [u = 0, v = 0]] = [this.at(a), this.at(b)];
      return y > lat !== v > lat && lon < ((u - x) * (lat - y)) / (v - y) + x ? !inside : inside;
    }, false);
  }

  /** Square metres of a part, as if its piece of the earth were flat. */
  area(key: string): number {
    const ring = (points: Ring): number => {
      let twice = 0;
      for (const [a, b] of pairs(points)) {
        const [west = 0, south = 0] = this.at(a);
        const [east = 0, north = 0] = this.at(b);
        twice += (east - west) * (Math.sin((south * Math.PI) / 180) + Math.sin((north * Math.PI) / 180));
      }
      return Math.abs((twice * METRES * METRES * 90) / Math.PI);
    };
    return (this.part(key)?.polygons ?? []).reduce((sum, [outer = [], ...holes]) => sum + ring(outer) - holes.reduce((held, hole) => held + ring(hole), 0), 0);
  }

  /** A ring's corners as GeoJSON has them. */
  corners(ring: Ring): Position[] {
    return [...ring, ring[0] as number].map((nth) => this.at(nth));
  }

  /** What changed since an earlier mesh, with new points numbered without gaps. */
  since(before: Mesh): Drawing {
    const known = before.points.length;
    const parts = this.parts.filter((part) => part.polygons !== before.part(part.key)?.polygons);
    const begun = parts.flatMap(({ key, name, of }) => (of ? [[key, { name, of: this.heir(of) }] as const] : []));
    const ended = Object.keys(this.ended).map((key) => [key, this.heir(key)]);
    const used = [...new Set(this.parts.flatMap(({ polygons }) => polygons.flat(2)))].filter((nth) => nth >= known).sort((a, b) => a - b);
    const numbers = new Map(used.map((nth, at) => [nth, known + at]));
    const points: Record<string, Position> = {};
    this.points.forEach((point, nth) => {
      if (nth < known ? point !== before.points[nth] : numbers.has(nth)) points[numbers.get(nth) ?? nth] = point;
    });
    const written = (polygons: Polygons): Polygons => polygons.map((polygon) => polygon.map((ring) => ring.map((nth) => numbers.get(nth) ?? nth)));
    return {
      version: this.version,
      points,
      parts: Object.fromEntries(parts.map(({ key, polygons }) => [key, written(polygons)])),
      begun: Object.fromEntries(begun),
      ended: Object.fromEntries(ended) as Record<string, string>,
    };
  }

  /** With what was drawn over it; itself where that is of another version. */
  under({ version, points = {}, parts = {}, begun = {}, ended = {} }: Drawing): Mesh {
    if (version !== this.version) return this;
    const drawn = [...this.points];
    for (const [nth, point] of Object.entries(points)) drawn[Number(nth)] = point;
    const stay = this.parts.filter(({ key }) => !(key in ended)).map((part) => ({ ...part, polygons: parts[part.key] ?? part.polygons }));
    const pieces = Object.entries(begun).map(([key, { name, of }]) => ({ key, name, of, inside: true, polygons: parts[key] ?? [] }));
    return new Mesh(version, drawn, [...stay, ...pieces], ended);
  }
}

/** Lines, each from a point to the next, as rings in which no point comes twice. */
function ringsOf(lines: [number, number][]): Ring[] {
  const onward = new Map<number, number[]>();
  for (const [a, b] of lines) onward.set(a, [...(onward.get(a) ?? []), b]);
  const rings: Ring[] = [];
  for (const [begin, next] of onward)
    while (next.length) {
      const way = [begin];
      let here = next.pop();
      while (here !== undefined) {
        const met = way.indexOf(here);
        if (met >= 0) rings.push(way.splice(met));
        way.push(here);
        here = onward.get(here)?.pop();
      }
    }
  return rings.filter((ring) => ring.length > 2);
}

/** A point so many metres north and east of another. */
export function stepped([lon = 0, lat = 0]: Position, north: number, east: number): Position {
  return [lon + east / (METRES * Math.cos((lat * Math.PI) / 180)), lat + north / METRES];
}
