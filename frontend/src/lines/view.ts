import type { ExpressionSpecification, GeoJSONSource, Map as MapView } from 'maplibre-gl';
import type { Feature, FeatureCollection, Geometry, Position } from 'geojson';
import { BLUE, INK } from '../map/base';
import type { Mesh } from './mesh';

// Digits of a village's path: lines between two villages are wider than those of grids in one.
const VILLAGE = 12;
const CHANGED = '#bba6d1';
const CHOSEN: ExpressionSpecification = ['boolean', ['get', 'chosen'], false];

function collection(features: Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features };
}

function feature(geometry: Geometry, properties: Record<string, unknown>): Feature {
  return { type: 'Feature', properties, geometry };
}

/** Where a part's name stands: the middle of gravity of its largest polygon. */
function middle(corners: Position[]): Position {
  let [twice, x, y] = [0, 0, 0];
  const [west = 0, south = 0] = corners[0] ?? [];
  corners.slice(1).forEach(([lon = 0, lat = 0], nth) => {
    const [before = 0, below = 0] = corners[nth] ?? [];
    const cross = (before - west) * (lat - south) - (lon - west) * (below - south);
    twice += cross;
    x += (before + lon - 2 * west) * cross;
    y += (below + lat - 2 * south) * cross;
  });
  return twice ? [west + x / (3 * twice), south + y / (3 * twice)] : [west, south];
}

/** The layers of the lines: what is changed, what is chosen, points that may be moved. */
export function addLines(map: MapView, streets: boolean): void {
  for (const id of ['parts', 'edges', 'corners', 'names', 'way']) map.addSource(id, { type: 'geojson', data: collection([]) });
  const ground: ExpressionSpecification = ['case', ['get', 'changed'], CHANGED, ['get', 'inside'], '#fff', '#dfe4ea'];
  map.addLayer({ id: 'parts', type: 'fill', source: 'parts', paint: { 'fill-color': ground, 'fill-opacity': streets ? 0.55 : 1 } });
  map.addLayer({ id: 'chosen', type: 'fill', source: 'parts', filter: CHOSEN, paint: { 'fill-color': BLUE, 'fill-opacity': 0.15 } });
  map.addLayer({
    id: 'edges',
    type: 'line',
    source: 'edges',
    layout: { 'line-cap': 'round' },
    paint: { 'line-color': ['case', ['get', 'common'], BLUE, '#6b7683'], 'line-width': ['case', ['get', 'outer'], 3.5, 1.5] },
  });
  // As wide as a finger hits.
  map.addLayer({ id: 'reach', type: 'line', source: 'edges', filter: ['get', 'common'], paint: { 'line-color': BLUE, 'line-width': 12, 'line-opacity': 0 } });
  map.addLayer({ id: 'way', type: 'line', source: 'way', paint: { 'line-color': INK, 'line-width': 2, 'line-dasharray': [2, 1] } });
  map.addLayer({
    id: 'names',
    type: 'symbol',
    source: 'names',
    layout: { 'text-field': ['get', 'name'], 'text-size': 12, 'text-padding': 4 },
    paint: { 'text-color': INK, 'text-halo-color': '#fff', 'text-halo-width': 1.5 },
  });
  map.addLayer({
    id: 'corners',
    type: 'circle',
    source: 'corners',
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 12, ['case', CHOSEN, 7, 2.5], 15, ['case', CHOSEN, 8, 5]],
      'circle-color': ['case', CHOSEN, BLUE, '#fff'],
      'circle-stroke-color': BLUE,
      'circle-stroke-width': 2,
    },
  });
}

/** What of a mesh is chosen; of a cut its way, and that points of the border are offered too. */
export interface Chosen {
  part: string;
  point: number | null;
  way: Position[];
  ends: boolean;
}

/** Draws a mesh, and in it what is chosen. */
export function draw(map: MapView, mesh: Mesh, changed: Set<string>, { part, point, way, ends }: Chosen): void {
  const round = new Set(ends ? mesh.round(part) : []);
  const set = (id: string, features: Feature[]): void => void map.getSource<GeoJSONSource>(id)?.setData(collection(features));
  set(
    'parts',
    mesh.parts.map(({ key, inside, polygons }) =>
      feature(
        { type: 'MultiPolygon', coordinates: polygons.map((polygon) => polygon.map((ring) => mesh.corners(ring))) },
        { key, inside, changed: changed.has(key), chosen: key === part },
      ),
    ),
  );
  set(
    'edges',
    [...mesh.edges()].map(([a, b, owners]) => {
      const above = new Set(owners.map((key) => (mesh.part(key)?.of ?? key).slice(0, VILLAGE)));
      const properties = { a, b, common: owners.length > 1, outer: above.size > 1 };
      return feature({ type: 'LineString', coordinates: [mesh.at(a), mesh.at(b)] }, properties);
    }),
  );
  set(
    'corners',
    mesh.points.flatMap((at, nth) => ((ends ? round.has(nth) : mesh.movable(nth)) ? [feature({ type: 'Point', coordinates: at }, { nth, chosen: nth === point })] : [])),
  );
  set('way', way.length && point !== null ? [feature({ type: 'LineString', coordinates: [mesh.at(point), ...way] }, {})] : []);
  set(
    'names',
    mesh.parts.map(({ name, polygons }) => feature({ type: 'Point', coordinates: middle(mesh.corners(polygons[0]?.[0] ?? [])) }, { name })),
  );
}
