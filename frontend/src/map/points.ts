import type { GeoJSONSource, Map as MapView } from 'maplibre-gl';
import type { Feature, FeatureCollection } from 'geojson';

// In the order of the layers; the style sheet has the same beside the legend's words.
const COLOURS = ['#0b6b5d', '#5b4a3a', '#1a56a8'];
const SIZE = 64;

interface Layer {
  layer: string;
  name: string;
  count: number;
  url: string;
  clusters: [lon: number, lat: number, count: number, title?: string, url?: string][];
}

/** Draws the shape of a layer, round, square or a diamond, as the map's images are. */
function shape(nth: number): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIZE;
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
  const middle = SIZE / 2;
  const reach = middle - 5;
  pen.beginPath();
  if (nth % 3 === 0) pen.arc(middle, middle, reach, 0, 2 * Math.PI);
  else if (nth % 3 === 1) pen.rect(9, 9, SIZE - 18, SIZE - 18);
  else [[0, -1], [1, 0], [0, 1], [-1, 0]].forEach(([x = 0, y = 0]) => pen.lineTo(middle + x * reach, middle + y * reach));
  pen.closePath();
  pen.fillStyle = COLOURS[nth % 3] as string;
  pen.fill();
  pen.strokeStyle = '#fff';
  pen.lineWidth = 4;
  pen.stroke();
  return pen.getImageData(0, 0, SIZE, SIZE);
}

function features(layers: Layer[], order: string[]): Feature[] {
  return layers.flatMap(({ layer, name, clusters }) =>
    clusters.map(([lon, lat, count, title = '', url = '']) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: { shape: `shape-${order.indexOf(layer)}`, name, count, title, url, said: count > 1 ? String(count) : '' },
    })),
  );
}

export function addPoints(map: MapView): void {
  COLOURS.forEach((_colour, nth) => map.addImage(`shape-${nth}`, shape(nth), { pixelRatio: 2 }));
  map.addSource('points', { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
  map.addLayer({
    id: 'points',
    type: 'symbol',
    source: 'points',
    layout: {
      'icon-image': ['get', 'shape'],
      'icon-size': ['interpolate', ['linear'], ['log10', ['get', 'count']], 0, 0.5, 1, 0.8, 3, 1.3, 5, 1.7],
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
      'text-allow-overlap': true,
      'text-ignore-placement': true,
      'text-field': ['get', 'said'],
      'text-size': 12,
    },
    paint: { 'text-color': '#fff' },
  });
}

/** Points as addresses have them. */
export function written(points: number[][]): string {
  return points.map((point) => point.map((degrees) => degrees.toFixed(5)).join(',')).join(';');
}

/** Shows what the server counts in the part of the map that is shown, and says the same in the legend. */
export function pointsOf(map: MapView, view: () => HTMLElement | null): () => Promise<void> {
  let asking: AbortController | null = null;
  return async () => {
    const here = view();
    const address = here?.dataset['points'];
    asking?.abort();
    const source = map.getSource<GeoJSONSource>('points');
    if (!here || !address) return void source?.setData({ type: 'FeatureCollection', features: [] });
    asking = new AbortController();
    const bounds = map.getBounds();
    const url = new URL(address, location.href);
    // A map of the whole earth goes round it.
    const corners = [bounds.getSouthWest(), bounds.getNorthEast()].map(({ lng, lat }) => [Math.min(Math.max(lng, -180), 180), lat]);
    url.searchParams.set('box', written(corners));
    url.searchParams.set('zoom', String(Math.max(0, Math.floor(map.getZoom()))));
    // What is asked again before it was answered, is answered then.
    const answer = await fetch(url, { signal: asking.signal })
      .then((found) => (found.ok ? (found.json() as Promise<{ layers: Layer[] }>) : null))
      .catch(() => null);
    if (!answer || view() !== here) return;
    const { layers } = answer;
    const rows = [...here.querySelectorAll<HTMLElement>('[data-layer]')];
    const order = rows.map((row) => row.dataset['layer'] ?? '');
    const drawn: FeatureCollection = { type: 'FeatureCollection', features: features(layers, order) };
    source?.setData(drawn);
    for (const { layer, count, url: list } of layers) {
      const link = rows[order.indexOf(layer)]?.querySelector('a');
      if (!link) continue;
      link.textContent = String(count);
      link.href = list;
    }
    here.querySelector('[data-map-box]')?.removeAttribute('hidden');
    here.dataset['pointsShown'] = String(layers.reduce((sum, layer) => sum + layer.count, 0));
  };
}
