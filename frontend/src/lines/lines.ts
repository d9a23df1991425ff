import { LngLatBounds, type MapMouseEvent, type MapTouchEvent } from 'maplibre-gl';
import type { Position } from 'geojson';
import { makeMap } from '../map/base';
import { Mesh, stepped, type Drawing, type Part } from './mesh';
import { addLines, draw } from './view';

interface Sent {
  version: string;
  points: Position[];
  parts: Part[];
}

const MOST_STEPS = 100;

function hectares(square: number): string {
  return (square / 10_000).toLocaleString(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

function read(text: string): Drawing | null {
  try {
    return JSON.parse(text) as Drawing;
  } catch {
    return null;
  }
}

/**
 * Lines of neighbours that are moved, on the map or by the buttons beside it, `<div data-lines="id of their mesh">`.
 * What is drawn stands in the hidden field of the form; whether it fits is the server's to say.
 */
export function start(element: HTMLElement): void {
  const one = <T extends HTMLElement>(name: string): T => element.querySelector<T>(`[data-lines-${name}]`) as T;
  const sent = JSON.parse(document.getElementById(element.dataset['lines'] ?? '')?.textContent ?? '{}') as Sent;
  const field = element.querySelector<HTMLInputElement>('input[name=drawing]');
  const box = one<HTMLElement>('map');
  if (!field) return;
  for (const name of ['base', 'title', 'zoomIn', 'zoomOut']) if (element.dataset[name]) box.dataset[name] = element.dataset[name];

  const first = new Mesh(sent.version, sent.points, sent.parts);
  let mesh = first.under(read(field.value) ?? { version: '' });
  const earlier: Mesh[] = [];
  const places = one<HTMLSelectElement>('part');
  let point: number | null = null;
  /** While a part is cut in two: where the cut began, and the corners since. */
  let cut: { from: number | null; way: Position[] } | null = null;
  const reachable = (): number[] => (cut ? mesh.round(places.value) : mesh.along(places.value));

  const { map } = makeMap(box, { bounds: extent(first), fitBoundsOptions: { padding: 24 } });

  const changed = (): Set<string> => {
    const { points = {}, parts = {} } = mesh.since(first);
    const moved = new Set(Object.keys(points).map(Number));
    return new Set(mesh.parts.filter(({ key, polygons }) => key in parts || polygons.flat(2).some((nth) => moved.has(nth))).map(({ key }) => key));
  };

  const show = (): void => {
    const altered = changed();
    offer(places, mesh.parts);
    offer(one<HTMLSelectElement>('neighbour'), mesh.neighbours(places.value));
    if (map.getSource('parts')) draw(map, mesh, altered, { part: places.value, point, way: cut ? [...cut.way] : [], ends: Boolean(cut) });
    field.value = JSON.stringify(mesh.since(first));
    const along = reachable();
    element.classList.toggle('map-drawing', Boolean(cut));
    one('cutting').hidden = !cut;
    one('nth').textContent = point === null ? '' : `${along.indexOf(point) + 1} / ${along.length}`;
    const [lon, lat] = point === null ? [] : mesh.at(point);
    one<HTMLInputElement>('lon').value = lon?.toFixed(6) ?? '';
    one<HTMLInputElement>('lat').value = lat?.toFixed(6) ?? '';
    const unit = one('area').dataset['hectares'] ?? '';
    const area = (key: string): string => {
      const [was, is] = [hectares(first.area(key)), hectares(mesh.area(key))];
      return was === is || !first.part(key) ? `${is} ${unit}` : `${was} → ${is} ${unit}`;
    };
    one('area').textContent = area(places.value);
    const said = one('changed').dataset;
    one('changed').textContent = altered.size
      ? `${said['some'] ?? ''} ${[...altered].map((key) => `${mesh.part(key)?.name ?? ''} ${area(key)}`).join('; ')}`
      : (said['nothing'] ?? '');
    const usable: Record<string, boolean> = {
      undo: earlier.length > 0,
      back: along.length > 0,
      on: along.length > 0,
      cut: Boolean(places.value),
      here: point !== null,
      stop: true,
      unite: Boolean(one<HTMLSelectElement>('neighbour').value),
    };
    element.querySelectorAll<HTMLButtonElement>('[data-lines-do]').forEach((button) => {
      const what = button.dataset['linesDo'] ?? '';
      button.disabled = !(usable[what] ?? (point !== null && mesh.movable(point) && (what !== 'drop' || mesh.removable(point))));
    });
  };

  /** Goes on with another mesh; the one before can be come back to. */
  const become = (next: Mesh): void => {
    earlier.push(mesh);
    if (earlier.length > MOST_STEPS) earlier.shift();
    mesh = next;
    show();
  };
  const choose = (nth: number | null): void => {
    point = nth;
    if (nth !== null && !cut && !mesh.along(places.value).includes(nth)) places.value = mesh.parts.find(({ polygons }) => polygons.flat(2).includes(nth))?.key ?? '';
    if (nth !== null && !map.getBounds().contains(mesh.at(nth) as [number, number])) map.panTo(mesh.at(nth) as [number, number]);
    show();
  };
  const next = (by: number): void => {
    const along = reachable();
    const here = point === null ? -1 : along.indexOf(point);
    choose(along[here < 0 ? 0 : (here + by + along.length) % along.length] ?? null);
  };
  const step = (north: number, east: number): void => {
    const metres = Math.min(Math.max(Number(one<HTMLInputElement>('step').value) || 1, 1), 1000);
    if (point !== null) become(mesh.moved(point, stepped(mesh.at(point), north * metres, east * metres)));
  };
  const tell = (what: string): void => {
    one('said').textContent = one('said').dataset[what] ?? '';
  };
  /** Where a cut begins or ends: a point of the line of the part that is cut. */
  const end = (nth: number): void => {
    if (!cut) return;
    if (cut.from === null) {
      cut.from = nth;
      tell('end');
      return choose(nth);
    }
    const named = one<HTMLInputElement>('name');
    const next = named.value.trim() ? mesh.cut(places.value, cut.from, nth, cut.way, named.value.trim()) : null;
    if (!next) {
      if (!named.value.trim()) named.focus();
      return tell(named.value.trim() ? 'along' : 'nameless');
    }
    cut = null;
    named.value = '';
    tell('drag');
    become(next);
  };
  const acts: Record<string, () => void> = {
    back: () => next(-1),
    on: () => next(1),
    north: () => step(1, 0),
    south: () => step(-1, 0),
    west: () => step(0, -1),
    east: () => step(0, 1),
    put: () => {
      const [lon, lat] = [one<HTMLInputElement>('lon'), one<HTMLInputElement>('lat')].map((input) => Number(input.value));
      if (point !== null && lon && lat) become(mesh.moved(point, [lon, lat]));
    },
    add: () => {
      const other = point === null ? null : mesh.behind(places.value, point);
      if (point === null || other === null) return;
      const [a, b] = [mesh.at(point), mesh.at(other)];
      become(mesh.bent(point, other, [((a[0] ?? 0) + (b[0] ?? 0)) / 2, ((a[1] ?? 0) + (b[1] ?? 0)) / 2]));
      choose(mesh.points.length - 1);
    },
    drop: () => {
      if (point === null || !mesh.removable(point)) return;
      const gone = point;
      next(1);
      if (point === gone) point = null;
      become(mesh.without(gone));
    },
    cut: () => {
      cut = { from: null, way: [] };
      tell('begin');
      show();
    },
    here: () => {
      if (point !== null) end(point);
    },
    stop: () => {
      cut = null;
      tell('drag');
      show();
    },
    unite: () => {
      const next = mesh.united(places.value, one<HTMLSelectElement>('neighbour').value);
      if (!next) return;
      point = null;
      become(next);
    },
    undo: () => {
      cut = null;
      mesh = earlier.pop() ?? mesh;
      if (point !== null && !mesh.movable(point)) point = null;
      show();
    },
  };

  offer(places, mesh.parts);
  places.value = mesh.parts.find(({ inside }) => inside)?.key ?? '';
  places.addEventListener('change', () => choose(null));
  element.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('[data-lines-do]');
    if (button) acts[button.dataset['linesDo'] ?? '']?.();
  });
  one('tools').hidden = false;
  show();

  /** A point goes along with mouse or finger; one that is taken out of the middle of a line is new. */
  let before: Mesh | null = null;
  const follow = (event: MapMouseEvent | MapTouchEvent): void => {
    if (point === null) return;
    mesh = mesh.moved(point, event.lngLat.toArray());
    show();
  };
  const take = (event: MapMouseEvent | MapTouchEvent): void => {
    if (cut || ('points' in event && event.points.length !== 1)) return;
    const [corner] = map.queryRenderedFeatures(event.point, { layers: ['corners'] });
    const [edge] = map.queryRenderedFeatures(event.point, { layers: ['reach'] });
    if (!corner && !edge) return;
    event.preventDefault();
    before = mesh;
    if (corner) choose(Number(corner.properties['nth']));
    else if (edge) {
      mesh = mesh.bent(Number(edge.properties['a']), Number(edge.properties['b']), event.lngLat.toArray());
      choose(mesh.points.length - 1);
    }
    map.on('mousemove', follow);
    map.on('touchmove', follow);
  };
  const leave = (): void => {
    map.off('mousemove', follow);
    map.off('touchmove', follow);
    if (before && before !== mesh) {
      const now = mesh;
      mesh = before;
      become(now);
    }
    before = null;
  };
  /** A click while a part is cut in two: on its line it begins or ends the cut, elsewhere it is a corner of it. */
  const along = (event: MapMouseEvent): void => {
    const [corner] = map.queryRenderedFeatures(event.point, { layers: ['corners'] });
    const edge = map.queryRenderedFeatures(event.point, { layers: ['reach'] }).find(({ properties }) => {
      const round = mesh.round(places.value);
      return round.includes(Number(properties['a'])) && round.includes(Number(properties['b']));
    });
    if (corner && mesh.round(places.value).includes(Number(corner.properties['nth']))) return end(Number(corner.properties['nth']));
    if (edge) {
      become(mesh.bent(Number(edge.properties['a']), Number(edge.properties['b']), event.lngLat.toArray()));
      return end(mesh.points.length - 1);
    }
    if (cut && cut.from !== null) cut.way.push(event.lngLat.toArray());
    show();
  };
  map.on('load', () => {
    addLines(map, Boolean(element.dataset['base']));
    show();
    element.dataset['linesReady'] = 'yes';
  });
  map.on('mousedown', take);
  map.on('touchstart', take);
  map.on('mouseup', leave);
  map.on('touchend', leave);
  map.on('touchcancel', leave);
  map.on('click', (event) => {
    if (cut) return along(event);
    if (map.queryRenderedFeatures(event.point, { layers: ['corners', 'reach'] }).length) return;
    const [part] = map.queryRenderedFeatures(event.point, { layers: ['parts'] });
    if (part) places.value = String(part.properties['key']);
    if (part) choose(null);
  });
  for (const layer of ['corners', 'reach']) {
    map.on('mouseenter', layer, () => (map.getCanvas().style.cursor = 'grab'));
    map.on('mouseleave', layer, () => (map.getCanvas().style.cursor = ''));
  }
}

/** The parts that may be chosen, and still the one that was. */
function offer(select: HTMLSelectElement, parts: readonly Part[]): void {
  const was = select.value;
  select.replaceChildren(...parts.map(({ key, name }) => new Option(name, key)));
  if (parts.some(({ key }) => key === was)) select.value = was;
}

/** What is open, without what lies around it. */
function extent(mesh: Mesh): LngLatBounds {
  const bounds = new LngLatBounds();
  for (const { inside, polygons } of mesh.parts) if (inside) polygons.flat(2).forEach((nth) => bounds.extend(mesh.at(nth) as [number, number]));
  return bounds;
}
