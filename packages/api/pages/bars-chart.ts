import { across, area, chartOf, type Fill, shortened } from './chart.ts';
import { figureOf, html, type Markup } from './markup.ts';
import { duration, share, whole } from './numbers.ts';

/** A bar of how many. */
export interface Bar {
  readonly name: string;
  readonly count: number;
  readonly share: number | null;
  readonly handoffs?: string | undefined;
}

const ROW = 42;

/** How often something occurred, the most frequent first. */
export function barsChart(
  parts: { readonly id: string; readonly title: string; readonly of: string },
  bars: readonly Bar[],
): Markup {
  const { id, title, of } = parts;
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const [first] = bars;
  return chartOf({
    id,
    title,
    description: first === undefined ? `No ${of}.` : `${first.name} comes first, with ${whole(first.count)} ${of}.`,
    height: bars.length * ROW,
    drawing: html`${bars.map(
      ({ name, count, share: part }, index) =>
        html`<text x="0" y="${index * ROW + 14}">${shortened(name, 34)}</text><text x="100%" y="${index * ROW + 14}" text-anchor="end">${whole(count)} · ${share(part)}</text><rect class="track" x="0" y="${index * ROW + 21}" width="100%" height="10"/>${area(id, 'met', { x: 0, y: index * ROW + 21, width: across(count / most), height: 10 })}`,
    )}`,
    table: {
      head: ['Name', 'How many', 'Share'],
      rows: bars.map((bar) => [bar.name, figureOf(whole(bar.count), bar.handoffs), share(bar.share)]),
    },
  });
}

interface Slice {
  readonly name: string;
  readonly fill: Fill;
  readonly seconds: number;
  readonly handoffs?: string | undefined;
}

/** What time between submission and end went into, side by side. */
export function timeChart(
  id: string,
  time: Readonly<Record<'waitingSeconds' | 'reworkSeconds' | 'pausedSeconds' | 'closedSeconds', number>> & {
    readonly handoffs?: Readonly<Record<string, string>> | undefined;
  },
): Markup {
  const links = time.handoffs ?? {};
  const slices: readonly Slice[] = [
    { name: 'waiting', fill: 'met', seconds: time.waitingSeconds, handoffs: links['waitingSeconds'] },
    { name: 'rework', fill: 'late', seconds: time.reworkSeconds, handoffs: links['reworkSeconds'] },
    { name: 'paused', fill: 'third', seconds: time.pausedSeconds, handoffs: links['pausedSeconds'] },
    { name: 'closed hours', fill: 'plain', seconds: time.closedSeconds, handoffs: links['closedSeconds'] },
  ];
  const all = slices.reduce((sum, { seconds }) => sum + seconds, 0);
  const parts = slices.map((slice) => ({ ...slice, share: all > 0 ? slice.seconds / all : 0 }));
  let from = 0;
  const drawn = parts.map(({ fill, share: part }) => {
    const x = from;
    from += part;
    return part > 0 ? area(id, fill, { x: across(x), y: 4, width: across(part), height: 34 }) : undefined;
  });
  const told = parts.map(({ name, seconds, share: part }) => `${name} ${duration(seconds)} (${share(part)})`);
  return chartOf({
    id,
    title: 'Time lost in handoffs',
    description: `${duration(all)} in all: ${told.join(', ')}.`,
    height: 44,
    drawing: html`<rect class="track" x="0" y="4" width="100%" height="34"/>${drawn}`,
    key: parts.map(({ name, fill, seconds, share: part }) => ({
      fill,
      text: `${name} ${duration(seconds)}, ${share(part)}`,
    })),
    table: {
      head: ['Cause', 'Time', 'Share'],
      rows: parts.map((each) => [each.name, figureOf(duration(each.seconds), each.handoffs), share(each.share)]),
    },
  });
}
