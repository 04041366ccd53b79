import type { Change } from '#domain/metrics/compare.ts';
import type { Report, ReportedFigures, ReportGroup } from '#services/metrics/get-report.ts';
import { type GroupKey, nameOfGroup } from '#services/metrics/group-key.ts';
import type { GroupNames } from '#services/metrics/group-names.ts';
import { html, type Markup } from './markup.ts';
import { countChange, shareChange, timeChange } from './metrics-change.ts';
import { duration, share, whole, words } from './numbers.ts';

/** Groups that there is room for; all of them are in the JSON and in the table of CSV. */
const MOST = 50;

/** The groups that a page shows; days have a chart of their own. */
export function groupsShown({ groups }: Pick<Report, 'groups'>): readonly ReportGroup[] {
  return groups.filter(({ key }) => key.by !== 'day').slice(0, MOST);
}

/** What a group is called, or the key that it goes by. */
export function titleOf(key: GroupKey, names: GroupNames): string {
  const name = names.get(nameOfGroup(key));
  switch (key.by) {
    case 'version':
      return `${name ?? key.contractId}, version ${key.version}`;
    case 'stage':
      return `${words(key.from)} → ${words(key.to)}`;
    default:
      return name ?? nameOfGroup(key);
  }
}

/** The figures of each group in a row, with its id below its name. */
export function groupsTable({ groups }: Pick<Report, 'groups'>, names: GroupNames): Markup {
  const shown = groupsShown({ groups });
  const left = groups.length - shown.length;
  const head = ['Submitted', 'Sent back', 'Dropped off', 'Time lost'];
  return html`${table(
    'Figures of each group',
    ['Name', ...head],
    shown.map((group) => [nameCell(group.key, names), ...figureCells(group)]),
  )}${left > 0 ? html`<p class="quiet">${whole(left)} more are in the JSON, and all in the table of this report.</p>` : undefined}`;
}

function figureCells({ figures: { counts, rates, time }, change }: ReportedFigures): readonly Markup[] {
  return [
    valued(whole(counts.submitted), countChange(change?.counts.submitted)),
    valued(share(rates.rejection), shareChange(change?.rates.rejection)),
    valued(share(rates.dropOff), shareChange(change?.rates.dropOff)),
    valued(duration(time.lostSeconds), timeChange(change?.lostSeconds)),
  ];
}

/** How each clock did in both periods; undefined where nothing is compared. */
export function clocksCompared({ totals, groups }: Report, names: GroupNames): Markup | undefined {
  const rows = [
    ...clockRows(html`All`, totals),
    ...groupsShown({ groups }).flatMap((group) => clockRows(nameCell(group.key, names), group)),
  ];
  return rows.length === 0 ? undefined : table('Clocks, before and now', ['Of', 'Clock', 'In time'], rows);
}

function clockRows(name: Markup, { figures, change }: ReportedFigures): readonly (readonly Markup[])[] {
  const changes = new Map<string, Change | null>(change?.clocks.map((each) => [each.clock, each.attainment.raw]));
  return figures.clocks.flatMap(({ clock, attainment }) => {
    const own = changes.get(clock);
    if (own === null || own === undefined) return [];
    return [[name, html`${words(clock)}`, valued(share(attainment.raw), shareChange(own))]];
  });
}

function nameCell(key: GroupKey, names: GroupNames): Markup {
  const title = titleOf(key, names);
  const id = idOf(key);
  return id === undefined || id === title ? html`${title}` : html`${title}<br><small><code>${id}</code></small>`;
}

function idOf(key: GroupKey): string | undefined {
  switch (key.by) {
    case 'contract':
    case 'version':
      return key.contractId;
    case 'owner':
      return key.ownerId;
    case 'queue':
      return key.queueId;
    case 'stage':
    case 'day':
      return undefined;
  }
}

/** A figure, and below it how it has changed. */
function valued(value: string, change: string): Markup {
  return change === '' ? html`${value}` : html`${value}<br><small>${change}</small>`;
}

function table(name: string, head: readonly string[], rows: readonly (readonly Markup[])[]): Markup {
  const isNumber = (index: number) => index > 0 && head[index] !== 'Clock';
  const heads = head.map(
    (text, index) => html`<th scope="col"${isNumber(index) ? html` class="n"` : undefined}>${text}</th>`,
  );
  const body = rows.map(
    (cells) =>
      html`<tr>${cells.map((cell, index) => (index === 0 ? html`<th scope="row">${cell}</th>` : html`<td${isNumber(index) ? html` class="n"` : undefined}>${cell}</td>`))}</tr>`,
  );
  return html`<div class="wide" role="group" aria-label="${name}" tabindex="0"><table class="groups"><thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table></div>`;
}
