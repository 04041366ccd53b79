import { across, area, chartOf, shortened } from './chart.ts';
import { figureOf, html, type Markup } from './markup.ts';
import { share, whole, words } from './numbers.ts';

/** One bar: a clock of a contract. */
export interface Attained {
  readonly name: string;
  readonly clock: string;
  readonly attainment: number;
  readonly met: number;
  readonly breached: number;
  /** Where those that were late are listed. */
  readonly breaches?: string | undefined;
}

const ROW = 66;
const TOP = 22;

/** How often clocks were met, against the target. The share that is missing is hatched. */
export function attainmentChart(id: string, bars: readonly Attained[], target: number): Markup {
  const rows = bars.map((bar, index) => row(id, bar, TOP + index * ROW, target));
  const height = TOP + bars.length * ROW;
  const missed = bars.filter(({ attainment }) => attainment < target);
  return chartOf({
    id,
    title: 'Attainment of each clock',
    description: `${missed.length} of ${bars.length} clocks are below the target of ${share(target)}.`,
    height,
    drawing: html`<text class="small" x="${across(target)}" y="12" text-anchor="middle">target ${Math.round(target * 100)} %</text>
${rows}`,
    key: [
      { fill: 'met', text: 'in time' },
      { fill: 'late', text: 'late' },
    ],
    table: {
      head: ['Clock', 'Attainment', 'Met', 'Late'],
      rows: bars.map(({ name, clock, attainment, met, breached, breaches }) => [
        `${name}, ${words(clock)}`,
        share(attainment),
        whole(met),
        figureOf(whole(breached), breaches),
      ]),
    },
  });
}

/** Name and figure have a line each: side by side they would meet in a narrow window. */
function row(id: string, { name, clock, attainment }: Attained, y: number, target: number): Markup {
  const label = `${shortened(name, 30)} · ${shortened(words(clock), 14)}`;
  const figure = `${share(attainment)}${attainment < target ? ', below target' : ''}`;
  return html`<text x="0" y="${y + 14}">${label}</text><text x="0" y="${y + 31}">${figure}</text>
<rect class="track" x="0" y="${y + 38}" width="100%" height="14"/>${area(id, 'met', { x: 0, y: y + 38, width: across(attainment), height: 14 })}${attainment < 1 ? area(id, 'late', { x: across(attainment), y: y + 38, width: across(1 - attainment), height: 14 }) : undefined}<line class="target" x1="${across(target)}" x2="${across(target)}" y1="${y + 35}" y2="${y + 55}"/>`;
}
