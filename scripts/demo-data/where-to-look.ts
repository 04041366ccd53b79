import { monthsOf } from './options.ts';
import { type DemoPlan, FIX_AFTER_MONTHS } from './plan/plan.ts';
import { endOf, type Story } from './plan/story.ts';

/** A report has at most 400 days. */
const MOST_MONTHS = 12;

/** The calls by which to look at what was told, for a shell. `plan`: what was told. */
export function whereToLook(plan: DemoPlan, access: { readonly url: string; readonly apiKey: string }): string[] {
  const { firstMonth, months } = plan.settings;
  const names = monthsOf(firstMonth, months);
  const last = names.at(-1) ?? firstMonth;
  const days = `from=${names.slice(-MOST_MONTHS)[0] ?? firstMonth}-01&to=${lastDayOf(last)}`;
  const subject = customerToLookAt(plan);
  const mended = plan.fixAt === undefined ? undefined : names[FIX_AFTER_MONTHS - 1];
  return [
    `BATON=${access.url} KEY=${access.apiKey}`,
    `get() { curl -sS "$BATON/v1/$1" -H "Authorization: Bearer $KEY" -H "Accept: \${2:-application/json}"; }`,
    `Reviews${mended === undefined ? '' : `; that of ${mended} has the action that led to the second version`}:`,
    `  get reviews/${last}`,
    `  get reviews/${last} text/markdown`,
    ...(mended === undefined ? [] : [`  get reviews/${mended}`]),
    'How far the company has come:',
    '  get maturity',
    'Figures, as JSON, a table and a page:',
    `  get "metrics?${days}&groupBy=contract"`,
    `  get "metrics?${days}&groupBy=owner" text/csv > owners.csv`,
    `  get "metrics?${days}&groupBy=queue" text/html > queues.html`,
    'The journey: its map, its funnel, and one customer in it:',
    `  get "journey-map?${days}" image/svg+xml > journey-map.svg`,
    `  get "funnel?${days}"`,
    ...(subject === undefined ? [] : [`  get subjects/${subject.type}/${subject.id}/journey`]),
  ];
}

/** The last day of a month, `2026-10-31`. */
function lastDayOf(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

/** Whoever went through the most by the end of the plan: the most handoffs, and in them the most that happened. */
export function customerToLookAt({ stories, end }: DemoPlan): Story['subject'] | undefined {
  const told = stories.filter((story) => endOf(story) < end);
  const groups = [...Map.groupBy(told.length > 0 ? told : stories, ({ subject }) => subject.id).values()];
  const weight = (group: readonly Story[]) =>
    group.length * 1000 + group.reduce((sum, { scenes }) => sum + scenes.length, 0);
  const [first, ...others] = groups;
  const most = others.reduce((best, next) => (best && weight(next) > weight(best) ? next : best), first);
  return most?.[0]?.subject;
}
