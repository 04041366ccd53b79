import { across, area, chartOf } from './chart.ts';
import { html, type Markup } from './markup.ts';
import { whole } from './numbers.ts';

/** One column. */
export interface Column {
  /** What stands below it; empty for nothing. */
  readonly label: string;
  /** What the table calls it. */
  readonly name: string;
  readonly met: number;
  readonly breached: number;
}

const HEIGHT = 168;
const BASE = 136;
const TOP = 18;

/** Clocks that were met and that were late, column by column, one upon the other. */
export function columnsChart(
  parts: { readonly id: string; readonly title: string; readonly of: string },
  columns: readonly Column[],
): Markup {
  const { id, title, of } = parts;
  const most = Math.max(1, ...columns.map(({ met, breached }) => met + breached));
  const worst = columns.reduce<Column | undefined>((a, b) => (b.breached > (a?.breached ?? 0) ? b : a), undefined);
  const late = worst === undefined ? 'none was late' : `the most were late on ${worst.name}: ${whole(worst.breached)}`;
  const drawn = columns.map((column, index) => columnAt(id, column, index, { count: columns.length, most }));
  return chartOf({
    id,
    title,
    description: `Runs of clocks ${of}, met and late; ${late}.`,
    height: HEIGHT,
    drawing: html`<text class="small" x="0" y="11">${whole(most)}</text><line class="axis" x1="0" x2="100%" y1="${TOP}" y2="${TOP}"/><line class="axis" x1="0" x2="100%" y1="${BASE}" y2="${BASE}"/>
${drawn}`,
    key: [
      { fill: 'met', text: 'in time' },
      { fill: 'late', text: 'late' },
    ],
    table: {
      head: ['Day', 'Met', 'Late'],
      rows: columns.map(({ name, met, breached }) => [name, whole(met), whole(breached)]),
    },
  });
}

function columnAt(
  id: string,
  { label, met, breached }: Column,
  index: number,
  { count, most }: { readonly count: number; readonly most: number },
): Markup {
  const scale = (BASE - TOP) / most;
  const [low, high] = [Math.round(met * scale), Math.round(breached * scale)];
  const x = across((index + 0.12) / count);
  const width = across(0.76 / count);
  return html`${low > 0 ? area(id, 'met', { x, y: BASE - low, width, height: low }) : undefined}${high > 0 ? area(id, 'late', { x, y: BASE - low - high, width, height: high }) : undefined}${label === '' ? undefined : html`<text class="small" x="${across((index + 0.5) / count)}" y="${BASE + 17}" text-anchor="middle">${label}</text>`}`;
}
