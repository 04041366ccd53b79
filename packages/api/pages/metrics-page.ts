import { type Figures, share as shareOf } from '#domain/metrics/figures.ts';
import { BOUNDS } from '#domain/review/bounds.ts';
import type { Report, ReportedFigures, ReportGroup } from '#services/metrics/get-report.ts';
import { nameOfGroup } from '#services/metrics/group-key.ts';
import type { GroupNames } from '#services/metrics/group-names.ts';
import { type Attained, attainmentChart } from './attainment-chart.ts';
import { type Bar, barsChart, timeChart } from './bars-chart.ts';
import { columnsChart } from './days-chart.ts';
import { html, type Markup } from './markup.ts';
import { countChange, shareChange, timeChange } from './metrics-change.ts';
import { clocksCompared, groupsShown, groupsTable, titleOf } from './metrics-groups.ts';
import { duration, instantWords, share, whole, words } from './numbers.ts';
import { pageOf } from './page.ts';

/** So many bars are looked at; all of them are in the JSON and in the table. */
const BARS = 24;
/** Columns that there is room for. */
const COLUMNS = 92;

/** A report of figures as a page, to read and to print. */
export function metricsPage(report: Report, names: GroupNames): string {
  const { period, asOf, provisional, rebuilding, empty, totals, comparedTo } = report;
  const notes = [
    ...(provisional ? ['The last of these days is not over.'] : []),
    ...(rebuilding ? ['Figures are being counted anew, and will take the place of these.'] : []),
  ];
  return pageOf(
    `Figures from ${period.from} to ${period.to}`,
    html`<header>
<p class="eyebrow">Figures</p>
<h1>${period.from} to ${period.to}</h1>
<p class="quiet">${whole(period.days)} days of ${period.timeZone}, as of ${instantWords(asOf)}.</p>
${comparedTo === null ? undefined : html`<p class="quiet">${comparedWords(comparedTo)}</p>`}
${notes.length === 0 ? undefined : html`<p class="note" role="note">${notes.join(' ')}</p>`}
</header>
${empty ? html`<p>Nothing happened on these days.</p>` : bodyOf(report, names)}
<footer>Made by Baton. Every figure can be followed to its handoffs by the links of <code>GET /v1/metrics</code>: ${whole(totals.figures.counts.submitted)} were submitted.</footer>`,
  );
}

function comparedWords({ from, to, days, empty }: NonNullable<Report['comparedTo']>): string {
  const what = `Compared with ${from} to ${to}, ${whole(days)} days`;
  return empty ? `${what}, on which nothing happened.` : `${what}.`;
}

function bodyOf(report: Report, names: GroupNames): Markup {
  const { totals, groups } = report;
  const { figures } = totals;
  const days = groups.filter(({ key }) => key.by === 'day');
  const others = groupsShown(report);
  const bars = [
    ...attainedIn('All', figures),
    ...others.flatMap((group) => attainedIn(titleOf(group.key, names), group.figures)),
  ];
  const before = clocksCompared(report, names);
  return html`${tiles(totals)}
${bars.length === 0 ? undefined : section('Attainment', attainmentChart('attainment', bars.slice(0, BARS), BOUNDS.attainmentTarget))}
${before === undefined ? undefined : section('Clocks, before and now', before)}
${others.length === 0 ? undefined : section('Group by group', groupsTable(report, names))}
${days.length === 0 ? undefined : section('Day by day', daysChart(days))}
${figures.counts.rejected === 0 ? undefined : section('Why handoffs came back', rejectionCharts(figures))}
${section('Where the time went', timeOf(figures))}`;
}

function section(title: string, content: Markup): Markup {
  const id = title.toLowerCase().replaceAll(/[^a-z]+/g, '-');
  return html`<section aria-labelledby="${id}-heading"><h2 id="${id}-heading">${title}</h2>
${content}</section>
`;
}

function tiles({ figures: { counts, rates, clocks, time }, change }: ReportedFigures): Markup {
  const met = clocks.reduce((sum, clock) => sum + clock.counts.met, 0);
  const runs = clocks.reduce((sum, clock) => sum + clock.counts.breached, met);
  const tile = (name: string, value: string, beside: string, changed = '') =>
    html`<div class="tile"><dt>${name}</dt><dd><span class="value">${value}</span><br><small>${beside}</small>${changed === '' ? undefined : html`<br><small>${changed}</small>`}</dd></div>`;
  return html`<dl class="tiles">
${tile('Handoffs submitted', whole(counts.submitted), `${whole(counts.completed)} completed`, countChange(change?.counts.submitted))}
${tile('Clocks met in time', share(shareOf(met, runs)), `${whole(runs - met)} of ${whole(runs)} late`)}
${tile('Sent back', share(rates.rejection), `${whole(counts.rejected)} rejections`, shareChange(change?.rates.rejection))}
${tile('Time lost', duration(time.lostSeconds), `${share(rates.dropOff)} dropped off`, timeChange(change?.lostSeconds))}
</dl>`;
}

function attainedIn(name: string, { clocks }: Figures): Attained[] {
  return clocks.flatMap(({ clock, counts: { met, breached }, attainment }) =>
    attainment.raw === null ? [] : [{ name, clock, met, breached, attainment: attainment.raw }],
  );
}

function daysChart(groups: readonly ReportGroup[]): Markup {
  const shown = groups.slice(-COLUMNS);
  const step = Math.ceil(shown.length / 8);
  const columns = shown.map(({ key, figures }, index) => {
    const day = nameOfGroup(key);
    const met = figures.clocks.reduce((sum, { counts }) => sum + counts.met, 0);
    const breached = figures.clocks.reduce((sum, { counts }) => sum + counts.breached, 0);
    return { label: index % step === 0 ? day.slice(5) : '', name: day, met, breached };
  });
  return columnsChart(
    { id: 'days', title: 'Clocks by day', of: 'by the day on which they ended or were due' },
    columns,
  );
}

function rejectionCharts({ rejections, counts }: Figures): Markup {
  const bars = (named: typeof rejections.fields): Bar[] =>
    named.slice(0, 10).map(({ name, count }) => ({ name, count, share: shareOf(count, counts.rejected) }));
  const of = 'rejections';
  const fields = bars(rejections.fields);
  const reasons = bars(rejections.reasons).map((bar) => ({ ...bar, name: words(bar.name) }));
  return html`<div class="two">${fields.length === 0 ? undefined : barsChart({ id: 'fields', title: 'Rejections by field', of }, fields)}${barsChart({ id: 'reasons', title: 'Rejections by reason', of }, reasons)}</div>`;
}

function timeOf({ time: { causes } }: Figures): Markup {
  return timeChart('time', {
    waitingSeconds: causes.waiting.seconds,
    reworkSeconds: causes.rework.seconds,
    pausedSeconds: causes.paused.seconds,
    closedSeconds: causes.closed.seconds,
  });
}
