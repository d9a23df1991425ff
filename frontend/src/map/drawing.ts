import type { GeoJSONSource, Map as MapView } from 'maplibre-gl';
import type { FeatureCollection, Position } from 'geojson';
import { BLUE } from './base';
import { written } from './points';

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };
const MOST_CORNERS = 150;

/** A point that the address marks, and the area that somebody draws. */
export function addDrawing(map: MapView): void {
  map.addSource('at', { type: 'geojson', data: EMPTY });
  map.addSource('drawn', { type: 'geojson', data: EMPTY });
  map.addLayer({ id: 'drawn', type: 'line', source: 'drawn', paint: { 'line-color': BLUE, 'line-width': 3, 'line-dasharray': [2, 1] } });
  map.addLayer({
    id: 'at',
    type: 'circle',
    source: 'at',
    paint: { 'circle-radius': 9, 'circle-color': '#fff', 'circle-stroke-color': BLUE, 'circle-stroke-width': 4 },
  });
}

function button(words: string, act: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  Object.assign(made, { type: 'button', className: 'btn btn-sm', textContent: words });
  made.addEventListener('click', act);
  return made;
}

/**
 * Makes the buttons "near here" and "draw an area" of a view live. While somebody draws, clicks are corners (`takes`);
 * then the server says of each layer how many are inside, and where they are listed.
 */
export function startDrawing(
  map: MapView,
  view: HTMLElement,
  tell: (...words: (Node | string)[]) => void,
): { takes(corner: Position): boolean } {
  const near = view.querySelector<HTMLButtonElement>('[data-map-near]');
  const draw = view.querySelector<HTMLButtonElement>('[data-map-draw]');
  const said = draw?.dataset ?? {};
  let corners: Position[] | null = null;

  const outline = (): void => {
    const line = corners?.length ? [...corners, corners[0] as Position] : [];
    map.getSource<GeoJSONSource>('drawn')?.setData(line.length > 1 ? { type: 'LineString', coordinates: line } : EMPTY);
  };
  const stop = (): void => {
    corners = null;
    view.classList.remove('map-drawing');
    map.doubleClickZoom.enable();
  };
  const list = async (): Promise<void> => {
    if (!corners || corners.length < 3 || !said['mapDraw']) return;
    const url = new URL(said['mapDraw'], location.href);
    url.searchParams.set('area', written(corners));
    url.searchParams.set('zoom', '0');
    stop();
    const answer = await fetch(url).catch(() => null);
    if (!answer?.ok) return tell();
    const { layers } = (await answer.json()) as { layers: { name: string; count: number; url: string }[] };
    const links = layers.flatMap(({ name, count, url: href }) => {
      const link = document.createElement('a');
      Object.assign(link, { href, textContent: `${name} ${count}` });
      return [link, ' '];
    });
    tell(...links, button(said['cancel'] ?? 'Cancel', cancel));
  };
  const cancel = (): void => {
    stop();
    outline();
    tell();
  };
  const ask = (): void => {
    const done = button(said['done'] ?? 'List', () => void list());
    done.disabled = !corners || corners.length < 3;
    tell(`${said['how'] ?? ''} `, done, ' ', button(said['cancel'] ?? 'Cancel', cancel));
  };
  outline();
  if (draw) {
    draw.hidden = false;
    draw.onclick = () => {
      corners = [];
      view.classList.add('map-drawing');
      map.doubleClickZoom.disable();
      outline();
      ask();
    };
  }
  if (near && 'geolocation' in navigator && window.isSecureContext) {
    near.hidden = false;
    near.onclick = () =>
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          const url = new URL(near.dataset['mapNear'] ?? '', location.href);
          url.searchParams.set('at', `${coords.longitude.toFixed(6)},${coords.latitude.toFixed(6)}`);
          location.assign(url);
        },
        () => tell(near.dataset['failed'] ?? ''),
        { enableHighAccuracy: true, timeout: 15_000 },
      );
  }
  return {
    takes(corner) {
      if (corners === null) return false;
      if (corners.length < MOST_CORNERS) corners.push(corner);
      outline();
      ask();
      return true;
    },
  };
}
