import type { Map as MapView, GeoJSONSource } from 'maplibre-gl';
import type { FeatureCollection } from 'geojson';
import { BLUE, INK, boundsOf, makeMap, note } from './base';

/** A name stands once, in the middle; drawn by its outline it would stand in every tile that the outline touches. */
function names(data: FeatureCollection): FeatureCollection {
  const features = data.features.map((feature) => {
    const middle = boundsOf({ type: 'FeatureCollection', features: [feature] }).getCenter();
    return { ...feature, geometry: { type: 'Point' as const, coordinates: middle.toArray() } };
  });
  return { type: 'FeatureCollection', features };
}

function draw(map: MapView, data: FeatureCollection): void {
  map.addSource('areas', { type: 'geojson', data });
  map.addSource('names', { type: 'geojson', data: names(data) });
  map.addLayer({ id: 'fill', type: 'fill', source: 'areas', paint: { 'fill-color': BLUE, 'fill-opacity': 0.08 } });
  map.addLayer({ id: 'line', type: 'line', source: 'areas', paint: { 'line-color': BLUE, 'line-width': 1.2 } });
  map.addLayer({
    id: 'name',
    type: 'symbol',
    source: 'names',
    layout: { 'text-field': ['get', 'name'], 'text-size': 13, 'text-padding': 4, 'text-anchor': 'top', 'text-offset': [0, 0.7] },
    paint: { 'text-color': INK, 'text-halo-color': '#fff', 'text-halo-width': 1.5 },
  });
  map.addLayer({
    id: 'points',
    type: 'circle',
    source: 'areas',
    filter: ['==', ['geometry-type'], 'Point'],
    paint: { 'circle-radius': 7, 'circle-color': BLUE, 'circle-stroke-color': '#fff', 'circle-stroke-width': 2 },
  });
}

/** Puts a pin in the middle and a button under the map: one moves the map under the pin, by finger or arrow keys. */
function choosePoint(element: HTMLElement, canvas: HTMLElement, map: MapView): void {
  const [lon, lat] = ['lonInput', 'latInput'].map((key) => document.getElementById(element.dataset[key] ?? ''));
  if (!(lon instanceof HTMLInputElement) || !(lat instanceof HTMLInputElement)) return;
  canvas.insertAdjacentHTML(
    'beforeend',
    '<svg class="map-pin" viewBox="0 0 24 24" fill="currentColor" stroke="#fff" aria-hidden="true">' +
      '<path d="M12 2a8 8 0 0 0-8 8c0 5.5 8 13 8 13s8-7.500 8-13a8 8 0 0 0-8-8zm0 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6z"/></svg>',
  );
  const row = document.createElement('p');
  row.className = 'map-pick';
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn';
  button.textContent = element.dataset['pick'] ?? 'This is the place';
  const said = document.createElement('span');
  said.role = 'status';
  row.append(button, ' ', said);
  canvas.after(row);
  button.addEventListener('click', () => {
    const centre = map.getCenter();
    lon.value = centre.lng.toFixed(6);
    lat.value = centre.lat.toFixed(6);
    lat.dispatchEvent(new Event('change', { bubbles: true }));
    said.textContent = element.dataset['picked'] ?? '';
  });
}

/**
 * Draws `<div data-map data-geojson="url" [data-centre="lon,lat"] [data-zoom] [data-lon-input data-lat-input]>`.
 * The words inside the element stay below the map: they say what the map says.
 */
export async function start(element: HTMLElement): Promise<void> {
  const answer = element.dataset['geojson'] ? await fetch(element.dataset['geojson']) : null;
  const data: FeatureCollection = answer?.ok
    ? ((await answer.json()) as FeatureCollection)
    : { type: 'FeatureCollection', features: [] };
  const [lon, lat] = (element.dataset['centre'] ?? '').split(',').map(Number);
  const centred = lon && lat ? { center: [lon, lat] as [number, number], zoom: Number(element.dataset['zoom'] ?? 15) } : {};
  const { map, canvas } = makeMap(element, centred);
  if (!(lon && lat) && data.features.length) map.fitBounds(boundsOf(data), { padding: 24, animate: false });
  note(element, canvas, data);
  choosePoint(element, canvas, map);
  map.on('load', () => draw(map, data));
  map.on('click', 'fill', (event) => {
    const url = event.features?.[0]?.properties['url'] as string | undefined;
    if (url && !element.dataset['lonInput']) location.assign(url);
  });
  element.addEventListener('map:update', (event) => {
    const drawn = (event as CustomEvent<FeatureCollection>).detail;
    void map.getSource<GeoJSONSource>('areas')?.setData(drawn);
    void map.getSource<GeoJSONSource>('names')?.setData(names(drawn));
  });
}
