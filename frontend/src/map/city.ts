import type { ExpressionSpecification, GeoJSONSource, Map as MapView } from 'maplibre-gl';
import type { FeatureCollection } from 'geojson';
import { BLUE, INK, boundsOf, makeMap, note } from './base';
import { addDrawing, startDrawing } from './drawing';
import { addPoints, pointsOf } from './points';

// The palest first; none is a colour that warns. Places of which nothing is told have the last.
const SHADES = ['#f7f6f9', '#dcd3e8', '#bba6d1', '#9673b5', '#6e4593', '#4a1f6d'];
const UNTOLD = '#d5dae0';

const FILL: ExpressionSpecification = [
  'match',
  ['coalesce', ['feature-state', 'shade'], -1],
  ...SHADES.flatMap((shade, nth) => [nth, shade]),
  UNTOLD,
] as unknown as ExpressionSpecification;

interface Row {
  name: string;
  number: string;
  shade: number | null;
  element: HTMLElement;
}

/** What the table beside the map says of each place: the map says nothing that doesn't stand there. */
function rowsOf(view: HTMLElement): Map<string, Row> {
  const rows = [...view.querySelectorAll<HTMLElement>('tr[data-area]')];
  return new Map(
    rows.map((element) => [
      element.dataset['area'] ?? '',
      {
        element,
        name: element.querySelector('.title')?.textContent?.trim() ?? '',
        number: element.dataset['number'] ?? '',
        shade: element.dataset['shade'] === undefined ? null : Number(element.dataset['shade']),
      },
    ]),
  );
}

/** Names, each once and with its number below, where an outline has most room. */
function labels(data: FeatureCollection, rows: Map<string, Row>): FeatureCollection {
  const features = data.features.map((feature) => {
    const { path, name, at } = feature.properties as { path: string; name: string; at: number[] };
    const number = rows.get(path)?.number ?? '';
    const properties = { name: number ? `${name}\n${number}` : name };
    return { type: 'Feature' as const, properties, geometry: { type: 'Point' as const, coordinates: at } };
  });
  return { type: 'FeatureCollection', features };
}

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };

function addLayers(map: MapView, streets: boolean): void {
  map.addSource('areas', { type: 'geojson', data: EMPTY, promoteId: 'path' });
  map.addSource('names', { type: 'geojson', data: EMPTY });
  map.addLayer({ id: 'fill', type: 'fill', source: 'areas', paint: { 'fill-color': FILL, 'fill-opacity': streets ? 0.65 : 1 } });
  map.addLayer({ id: 'line', type: 'line', source: 'areas', paint: { 'line-color': '#6b7683', 'line-width': 1 } });
  map.addLayer({
    id: 'chosen',
    type: 'line',
    source: 'areas',
    paint: {
      'line-color': BLUE,
      'line-width': ['case', ['boolean', ['feature-state', 'chosen'], false], 3, ['boolean', ['feature-state', 'pointed'], false], 2, 0],
    },
  });
  map.addLayer({
    id: 'name',
    type: 'symbol',
    source: 'names',
    layout: { 'text-field': ['get', 'name'], 'text-size': 13, 'text-padding': 4, 'text-line-height': 1.3 },
    paint: { 'text-color': INK, 'text-halo-color': '#fff', 'text-halo-width': 1.75 },
  });
}

/** Marks one place at a time in a way ("chosen", "pointed"), on the map and in the table. */
function marker(map: MapView, key: 'chosen' | 'pointed', rows: () => Map<string, Row>): (path: string | null) => void {
  let marked: string | null = null;
  return (path) => {
    if (marked === path) return;
    for (const [place, on] of [[marked, false], [path, true]] as const) {
      if (place === null) continue;
      map.setFeatureState({ source: 'areas', id: place }, { [key]: on });
      rows().get(place)?.element.classList.toggle(`area-${key}`, on);
    }
    marked = path;
  };
}

/**
 * The city's map, `<div data-city-map>` in `[data-city-map-view]`, which says where the outlines are. What it shows of
 * each place it reads from the table beside it; where the view is another one (htmx), it follows.
 */
export async function start(element: HTMLElement): Promise<void> {
  const { map, canvas } = makeMap(element);
  const loaded = map.once('load');
  let rows = new Map<string, Row>();
  let drawn = '';
  const view = (): HTMLElement | null => element.closest('[data-city-map-view]');
  const choose = marker(map, 'chosen', () => rows);
  const point = marker(map, 'pointed', () => rows);

  const show = pointsOf(map, view);
  let timer = 0;
  let drawing: ReturnType<typeof startDrawing> | null = null;

  const tell = (...words: (Node | string)[]): void => {
    const card = view()?.querySelector<HTMLElement>('[data-map-said]');
    card?.replaceChildren(...words);
    if (card) card.hidden = words.length === 0;
  };

  /** Goes closer to where several stand, and says what one is that stands alone. */
  const open = (properties: Record<string, unknown>, at: [number, number]): void => {
    const { count, name, title, url } = properties as { count: number; name: string; title: string; url: string };
    choose(null);
    if (count > 1 && map.getZoom() < 18) return void map.easeTo({ center: at, zoom: Math.min(map.getZoom() + 2, 18) });
    const link = document.createElement('a');
    link.href = url;
    link.textContent = title;
    tell(`${name} `, url ? link : title || String(count));
  };

  /** Says of a chosen place what the table says, with its ways on. */
  const say = (path: string | null): void => {
    const row = path === null ? undefined : rows.get(path);
    choose(row ? path : null);
    if (!row) return tell();
    const name = document.createElement('strong');
    name.textContent = row.name;
    const number = document.createElement('span');
    number.append(...[...(row.element.querySelector('.figure')?.cloneNode(true).childNodes ?? [])]);
    const way = row.element.querySelector<HTMLAnchorElement>('.title a');
    if (!way) return tell(name, ' ', number);
    const on = document.createElement('button');
    on.type = 'button';
    on.className = 'btn btn-sm';
    on.textContent = element.dataset['descend'] ?? 'Look closer';
    on.addEventListener('click', () => way.click());
    tell(name, ' ', number, ' ', on);
  };

  const follow = async (): Promise<void> => {
    const here = view();
    const address = here?.dataset['areas'];
    if (!here || !address) return;
    const mine = (drawn = address);
    element.setAttribute('aria-busy', 'true');
    const answer = await fetch(address);
    const data = answer.ok ? ((await answer.json()) as FeatureCollection) : EMPTY;
    await loaded;
    if (mine !== drawn) return;
    say(null);
    point(null);
    rows = rowsOf(here);
    map.getSource<GeoJSONSource>('areas')?.setData(data);
    map.getSource<GeoJSONSource>('names')?.setData(labels(data, rows));
    map.removeFeatureState({ source: 'areas' });
    for (const [path, row] of rows) {
      if (row.shade !== null) map.setFeatureState({ source: 'areas', id: path }, { shade: row.shade });
      row.element.addEventListener('mouseenter', () => point(path));
      row.element.addEventListener('mouseleave', () => point(null));
    }
    const [lon = NaN, lat = NaN] = (here.dataset['at'] ?? '').split(',').map(Number);
    const marked = Number.isFinite(lon) && Number.isFinite(lat) && here.dataset['at'] !== '';
    map.getSource<GeoJSONSource>('at')?.setData(marked ? { type: 'Point', coordinates: [lon, lat] } : EMPTY);
    if (marked) map.jumpTo({ center: [lon, lat], zoom: 15 });
    else if (data.features.length) map.fitBounds(boundsOf(data), { padding: 24, animate: false });
    drawing = startDrawing(map, here, tell);
    canvas.querySelector('.map-note')?.remove();
    note(element, canvas, data);
    element.dataset['shown'] = address;
    void map.once('idle').then(() => element.removeAttribute('aria-busy'));
    await show();
  };

  map.on('load', () => {
    addLayers(map, Boolean(element.dataset['base']));
    addPoints(map);
    addDrawing(map);
  });
  map.on('moveend', () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void (element.dataset['shown'] && show()), 150);
  });
  map.on('click', (event) => {
    if (drawing?.takes(event.lngLat.toArray())) return;
    const [point] = map.queryRenderedFeatures(event.point, { layers: ['points'] });
    if (point?.geometry.type === 'Point') return open(point.properties, point.geometry.coordinates as [number, number]);
    const [area] = map.queryRenderedFeatures(event.point, { layers: ['fill'] });
    say((area?.properties['path'] as string | undefined) ?? null);
  });
  map.on('mousemove', 'fill', (event) => point((event.features?.[0]?.properties['path'] as string | undefined) ?? null));
  map.on('mouseleave', 'fill', () => point(null));
  document.body.addEventListener('htmx:afterSettle', () => void follow());
  await follow();
}
