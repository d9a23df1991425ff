import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsCoreOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([LineChart, BarChart, GridComponent, TooltipComponent, AriaComponent, CanvasRenderer]);

const BLUE = '#1a56a8';
const INK = '#55606e';
const LINE = '#dde2e8';

interface Point {
  name: string;
  value: number | null;
  /** What the table says of it. */
  text: string;
  /** Where its rows are. */
  url: string;
}

/** What a chart draws is what its table says: each row that has a number, in the table's order. */
function points(table: HTMLTableElement): Point[] {
  return [...table.tBodies].flatMap((body) =>
    [...body.rows].flatMap((row) => {
      const cell = row.querySelector<HTMLElement>('[data-value]');
      if (!cell || row.hasAttribute('data-total')) return [];
      const said = cell.dataset['value'] ?? '';
      return [
        {
          name: row.cells[0]?.textContent?.trim() ?? '',
          value: said === '' ? null : Number(said),
          text: cell.textContent?.trim() ?? '',
          url: cell.querySelector('a')?.href ?? '',
        },
      ];
    }),
  );
}

function option(found: Point[], kind: string): EChartsCoreOption {
  const names = { type: 'category', data: found.map((point) => point.name), axisLine: { lineStyle: { color: LINE } } };
  const numbers = { type: 'value', splitLine: { lineStyle: { color: LINE } }, axisLabel: { color: INK } };
  const lies = kind === 'bar';
  return {
    animation: false,
    aria: { enabled: true },
    grid: { left: 8, right: 24, top: 16, bottom: 8, containLabel: true },
    tooltip: {
      trigger: lies ? 'item' : 'axis',
      // Drawn, not written into the page: the content security policy refuses inline style.
      renderMode: 'richText',
      formatter: (under: { dataIndex: number } | { dataIndex: number }[]) => {
        const point = found[(Array.isArray(under) ? under[0] : under)?.dataIndex ?? 0];
        return point ? `${point.name}  ${point.text}` : '';
      },
    },
    xAxis: lies ? numbers : { ...names, axisLabel: { color: INK } },
    // The first row of the table stands above.
    yAxis: lies ? { ...names, inverse: true, axisLabel: { color: INK, width: 140, overflow: 'truncate' } } : numbers,
    series: [
      {
        type: lies ? 'bar' : 'line',
        data: found.map((point) => point.value),
        itemStyle: { color: BLUE },
        lineStyle: { color: BLUE, width: 2 },
        symbolSize: 6,
        barMaxWidth: 18,
      },
    ],
  };
}

/** Draws the table named by `data-chart-of`; a press on a point leads to its rows, as its number in the table does. */
export function start(element: HTMLElement): void {
  const table = document.getElementById(element.dataset['chartOf'] ?? '')?.querySelector('table');
  const found = table ? points(table) : [];
  if (found.filter((point) => point.value !== null).length < 2) return;
  const kind = element.dataset['chart'] ?? 'line';
  element.hidden = false;
  if (kind === 'bar') element.style.height = `${found.length * 26 + 48}px`;
  const chart = init(element);
  chart.setOption(option(found, kind));
  chart.on('click', ({ dataIndex }) => {
    const url = found[dataIndex ?? -1]?.url;
    if (url) location.assign(url);
  });
  new ResizeObserver(() => chart.resize()).observe(element);
}
