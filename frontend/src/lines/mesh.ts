import type { Position } from 'geojson';

/** Numbers of points, without the first again; a polygon's outer ring comes first. */
export type Ring = number[];
export type Polygons = Ring[][];

export interface Part {
  key: string;
  name: string;
  inside: boolean;
  polygons: Polygons;
}

/** What the server takes: points that moved or are new, parts whose rings have other points. */
export interface Drawing {
  version: string;
  points?: Record<string, Position>;
  parts?: Record<string, Polygons>;
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
    return new Mesh(this.version, this.points.map((point, at) => (at === nth ? to : point)), this.parts);
  }

  /** With a new last point on a line. */
  with(a: number, b: number, at: Position): Mesh {
    const nth = this.points.length;
    const parts = this.parts.map((part) => {
      if (!this.owners.get(named(a, b))?.includes(part.key)) return part;
      const into = (ring: Ring): Ring => [...pairs(ring)].flatMap(([p, q]) => (named(p, q) === named(a, b) ? [p, nth] : [p]));
      return { ...part, polygons: part.polygons.map((polygon) => polygon.map(into)) };
    });
    return new Mesh(this.version, [...this.points, at], parts);
  }

  without(nth: number): Mesh {
    const parts = this.parts.map((part) =>
      part.polygons.flat(2).includes(nth)
        ? { ...part, polygons: part.polygons.map((polygon) => polygon.map((ring) => ring.filter((point) => point !== nth))) }
        : part,
    );
    return new Mesh(this.version, this.points, parts);
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
    const used = [...new Set(this.parts.flatMap(({ polygons }) => polygons.flat(2)))].filter((nth) => nth >= known).sort((a, b) => a - b);
    const numbers = new Map(used.map((nth, at) => [nth, known + at]));
    const points: Record<string, Position> = {};
    this.points.forEach((point, nth) => {
      if (nth < known ? point !== before.points[nth] : numbers.has(nth)) points[numbers.get(nth) ?? nth] = point;
    });
    const written = (polygons: Polygons): Polygons => polygons.map((polygon) => polygon.map((ring) => ring.map((nth) => numbers.get(nth) ?? nth)));
    return { version: this.version, points, parts: Object.fromEntries(parts.map(({ key, polygons }) => [key, written(polygons)])) };
  }

  /** With what was drawn over it; itself where that is of another version. */
  under({ version, points = {}, parts = {} }: Drawing): Mesh {
    if (version !== this.version) return this;
    const drawn = [...this.points];
    for (const [nth, point] of Object.entries(points)) drawn[Number(nth)] = point;
    return new Mesh(version, drawn, this.parts.map((part) => ({ ...part, polygons: parts[part.key] ?? part.polygons })));
  }
}

/** A point so many metres north and east of another. */
export function stepped([lon = 0, lat = 0]: Position, north: number, east: number): Position {
  return [lon + east / (METRES * Math.cos((lat * Math.PI) / 180)), lat + north / METRES];
}
