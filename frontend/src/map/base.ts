import { AttributionControl, LngLatBounds, Map as MapView, NavigationControl, setWorkerUrl, type MapOptions } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import type { FeatureCollection } from 'geojson';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';

setWorkerUrl(workerUrl);

export const BLUE = '#1a56a8';
export const INK = '#1c2733';

/** Every corner of a geometry, however deep. */
function extend(bounds: LngLatBounds, coordinates: unknown): void {
  if (!Array.isArray(coordinates)) return;
  if (typeof coordinates[0] === 'number') bounds.extend([coordinates[0], coordinates[1] as number]);
  else coordinates.forEach((part) => extend(bounds, part));
}

export function boundsOf(data: FeatureCollection): LngLatBounds {
  const bounds = new LngLatBounds();
  data.features.forEach((feature) => 'coordinates' in feature.geometry && extend(bounds, feature.geometry.coordinates));
  return bounds;
}

/** The page's own words for the controls, given as data attributes; English where none is given. */
function words(element: HTMLElement): Record<string, string> {
  return {
    'NavigationControl.ZoomIn': element.dataset['zoomIn'] ?? 'Zoom in',
    'NavigationControl.ZoomOut': element.dataset['zoomOut'] ?? 'Zoom out',
    'Map.Title': element.dataset['title'] ?? 'Map',
  };
}

/** Outlines that nobody has surveyed say so on the map itself. */
export function note(element: HTMLElement, canvas: HTMLElement, data: FeatureCollection): void {
  if (!data.features.some((feature) => feature.properties?.['demonstration'])) return;
  const words = document.createElement('p');
  words.className = 'map-note';
  words.textContent = element.dataset['demonstration'] ?? 'Outlines are for demonstration.';
  canvas.append(words);
}

/** An empty map in a new first child of an element, with the page's own words. */
export function makeMap(element: HTMLElement, options: Partial<MapOptions> = {}): { map: MapView; canvas: HTMLElement } {
  element.classList.add('map-box');
  const canvas = document.createElement('div');
  canvas.className = 'map-canvas';
  element.prepend(canvas);
  const map = new MapView({
    container: canvas,
    style: { version: 8, sources: {}, layers: [{ id: 'ground', type: 'background', paint: { 'background-color': '#eef2f5' } }] },
    attributionControl: false,
    locale: words(element),
    localIdeographFontFamily: "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif",
    ...options,
  });
  const base = (element.dataset['base'] ?? '').split(' ').filter(Boolean);
  map.on('load', () => {
    const [lowest] = map.getStyle().layers.map(({ id }) => id).filter((id) => id !== 'ground');
    base.forEach((tiles, nth) => {
      map.addSource(`base-${nth}`, { type: 'raster', tiles: [tiles], tileSize: 256, maxzoom: 18 });
      map.addLayer({ id: `base-${nth}`, type: 'raster', source: `base-${nth}` }, lowest);
    });
  });
  if (base.length) map.addControl(new AttributionControl({ compact: false, customAttribution: '天地图' }));
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  return { map, canvas };
}
