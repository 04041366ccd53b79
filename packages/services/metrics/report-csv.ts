import { CLOCK_COUNTS, COUNTS, PARTIES, TIME_CAUSES } from '#domain/metrics/counters.ts';
import type { ClockFigures, Figures } from '#domain/metrics/figures.ts';
import { invalid } from '#domain/problem.ts';
import type { Period, Report } from './get-report.ts';
import { type GroupKey, nameOfGroup } from './group-key.ts';
import type { GroupNames } from './group-names.ts';

type Value = string | number | null | undefined;
type Columns = Readonly<Record<string, Value>>;

/** Below the 6 MB that Lambda answers. */
const MAX_BYTES = 5 * 1024 * 1024;

/**
 * A report as a table (RFC 4180): for each group, or for all where there are none, a row, and a row more for each of its
 * clocks. A row has either the figures of the group or those of a clock, so that columns can be added up.
 *
 * @param names of the groups; those without one have an empty cell
 * @throws DomainError `validation_failed` where that is more than one answer can hold
 */
export function reportCsv({ period, groups, totals }: Report, names: GroupNames): string {
  const parts = groups.length > 0 ? groups : [{ key: undefined, figures: totals.figures }];
  const rows = parts.flatMap(({ key, figures }) => {
    const place = { ...placeOf(period, key), name: key && names.get(nameOfGroup(key)) };
    const own = { ...place, ...groupColumns(figures) };
    return [own, ...figures.clocks.map((clock) => ({ ...place, ...clockColumns(clock) }))];
  });
  const text = [HEADER, ...rows.map(line)].map((each) => `${each}\r\n`).join('');
  if (Buffer.byteLength(text) <= MAX_BYTES) return text;
  const message = 'has more groups than one table can hold: ask for one contract, or page through them as JSON';
  throw invalid({ pointer: '/query/groupBy', code: 'too_much', message });
}

const PLACE = [
  'time_zone',
  'from',
  'to',
  'group_by',
  'contract_id',
  'contract_version',
  'from_stage',
  'to_stage',
  'owner_id',
  'queue_id',
  'day',
  'clock',
];

function placeOf({ timeZone, from, to }: Period, key: GroupKey | undefined): Columns {
  const place = { time_zone: timeZone, from, to, group_by: key?.by };
  switch (key?.by) {
    case undefined:
      return place;
    case 'contract':
      return { ...place, contract_id: key.contractId };
    case 'version':
      return { ...place, contract_id: key.contractId, contract_version: key.version };
    case 'stage':
      return { ...place, from_stage: key.from, to_stage: key.to };
    case 'owner':
      return { ...place, owner_id: key.ownerId };
    case 'queue':
      return { ...place, queue_id: key.queueId };
    case 'day':
      return { ...place, day: key.day };
  }
}

function groupColumns({ counts, rates, time }: Figures): Columns {
  const times = TIME_CAUSES.flatMap((cause): [string, number][] => [
    [`${cause}_seconds`, time.causes[cause].seconds],
    ...PARTIES.map((party): [string, number] => [`${cause}_${party}_seconds`, time.causes[cause][`${party}Seconds`]]),
  ]);
  return {
    ...Object.fromEntries(COUNTS.map((count) => [snake(count), counts[count]])),
    rejection_rate: rates.rejection,
    reassignment_rate: rates.reassignment,
    override_rate: rates.override,
    drop_off_rate: rates.dropOff,
    lost_seconds: time.lostSeconds,
    ...Object.fromEntries(times),
  };
}

function clockColumns({ clock, counts, attainment, workingSeconds, calendarSeconds }: ClockFigures): Columns {
  return {
    clock,
    ...Object.fromEntries(CLOCK_COUNTS.map((count) => [`clock_${snake(count)}`, counts[count]])),
    clock_attainment: attainment.raw,
    clock_attainment_excused: attainment.excused,
    clock_working_p50_seconds: workingSeconds?.p50,
    clock_working_p90_seconds: workingSeconds?.p90,
    clock_working_p99_seconds: workingSeconds?.p99,
    clock_calendar_p50_seconds: calendarSeconds?.p50,
    clock_calendar_p90_seconds: calendarSeconds?.p90,
    clock_calendar_p99_seconds: calendarSeconds?.p99,
  };
}

const CLOCK_COLUMNS = [
  ...CLOCK_COUNTS.map((count) => `clock_${snake(count)}`),
  'clock_attainment',
  'clock_attainment_excused',
  ...['working', 'calendar'].flatMap((kind) => ['p50', 'p90', 'p99'].map((q) => `clock_${kind}_${q}_seconds`)),
];

const GROUP_COLUMNS = [
  ...COUNTS.map(snake),
  'rejection_rate',
  'reassignment_rate',
  'override_rate',
  'drop_off_rate',
  'lost_seconds',
  ...TIME_CAUSES.flatMap((cause) => [`${cause}_seconds`, ...PARTIES.map((party) => `${cause}_${party}_seconds`)]),
];

/** The same in every table, in an order that stays; new columns come last. */
const COLUMNS: readonly string[] = [...PLACE, ...GROUP_COLUMNS, ...CLOCK_COLUMNS, 'name'];
const HEADER = COLUMNS.join(',');

function line(columns: Columns): string {
  return COLUMNS.map((name) => cell(columns[name])).join(',');
}

/** How a formula begins, also in full width, and behind blanks, which may be cut off on the way (OWASP, "CSV Injection"). */
const FORMULA = /^[\s\p{C}]*[=+\-@＝＋－＠\t\r\n]/u;

/** Text that spreadsheets would take for a formula is shown as text. */
function cell(value: Value): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function snake(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
