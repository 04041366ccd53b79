import type { Part } from '#domain/review/contract-review.ts';
import type { ReviewView } from '#services/review/get-review.ts';
import { plain, table } from './markdown-text.ts';
import { duration, share, whole, words } from './numbers.ts';

/** What the charts of the page show, in tables: the days, of which those are left out on which nothing ended. */
export function daysIn({ days, weekdays }: ReviewView): string[] {
  const ended = days.filter(({ met, breached }) => met + breached > 0);
  if (ended.length === 0) return [];
  const row = (name: string, { met, breached }: Runs) => [
    name,
    whole(met),
    whole(breached),
    attained({ met, breached }),
  ];
  const week = weekdays.map((each) => row(`${each.weekday.charAt(0).toUpperCase()}${each.weekday.slice(1)}`, each));
  const columns = ['Met', 'Late', 'Attainment'];
  return [
    '## Day by day',
    table(['Day of the week', ...columns], week),
    table(
      ['Day', ...columns],
      ended.map((each) => row(each.day, each)),
    ),
  ];
}

interface Runs {
  readonly met: number;
  readonly breached: number;
}

function attained({ met, breached }: Runs): string {
  return share(met + breached === 0 ? null : met / (met + breached));
}

export function rejectionsIn({ rejections, summary }: ReviewView): string[] {
  if (summary.rejected === 0) return [];
  const named = (head: string, parts: readonly Part[], nameOf: (id: string) => string) =>
    parts.length === 0
      ? []
      : [
          table(
            [head, 'Rejections', 'Share'],
            parts.map(({ id, count, share: part }) => [plain(nameOf(id)), whole(count), share(part)]),
          ),
        ];
  return [
    '## Why handoffs came back',
    ...named('Field', rejections.fields, (id) => id),
    ...named('Reason', rejections.reasons, words),
  ];
}

export function timeIn({ summary: { timeLost } }: ReviewView): string[] {
  const causes = [
    ['waiting', timeLost.waitingSeconds],
    ['rework', timeLost.reworkSeconds],
    ['paused', timeLost.pausedSeconds],
    ['closed hours', timeLost.closedSeconds],
  ] as const;
  const all = causes.reduce((sum, [, seconds]) => sum + seconds, 0);
  const rows = causes.map(([cause, seconds]) => [cause, duration(seconds), share(all > 0 ? seconds / all : 0)]);
  return ['## Where the time went', table(['Cause', 'Time', 'Share'], rows)];
}
