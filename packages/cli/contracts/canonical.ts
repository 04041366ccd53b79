import type { Kind, Members } from './document.ts';

/** The members of each kind but contracts, of which the server says itself how it would keep them; with their defaults. */
const DEFAULTS: Readonly<Record<Exclude<Kind, 'Contract'>, Members>> = {
  Calendar: { timezone: undefined, weekly: {}, holidays: [], overrides: {} },
  Owner: {
    email: undefined,
    manager: undefined,
    managerId: undefined,
    active: true,
    calendar: undefined,
    calendarId: undefined,
    capacity: undefined,
    outOfOffice: [],
  },
  Queue: { strategy: 'manual', members: [], fallback: undefined },
};

/** The members of `kind` that a file may have; undefined where the server knows better. */
export function knownMembers(kind: Kind): readonly string[] | undefined {
  return kind === 'Contract' ? undefined : Object.keys(DEFAULTS[kind]);
}

/**
 * What `members` come to, in one form for all ways to write it: with defaults, without what is absent. Two of the same form
 * mean the same.
 */
export function canonical(kind: Kind, members: Members): Members {
  if (kind === 'Contract') return sorted(members) as Members;
  const whole = { ...DEFAULTS[kind], ...definedOf(members) };
  const known = Object.keys(DEFAULTS[kind]);
  const own = Object.fromEntries(
    Object.entries(whole).filter(([key, value]) => known.includes(key) && value !== undefined),
  );
  return sorted(mended(kind, own)) as Members;
}

function mended(kind: Exclude<Kind, 'Contract'>, members: Members): Members {
  switch (kind) {
    case 'Calendar':
      return { ...members, weekly: withoutClosedDays(members['weekly']), holidays: inOrder(members['holidays']) };
    case 'Owner':
      return { ...members, outOfOffice: absences(members['outOfOffice']) };
    case 'Queue':
      return { ...members, members: weighed(members['members']) };
  }
}

/** A day without hours is closed, as is a day that is left out. */
function withoutClosedDays(weekly: unknown): unknown {
  if (!isRecord(weekly)) return weekly;
  return Object.fromEntries(
    Object.entries(weekly).filter(([, hours]) => !(Array.isArray(hours) && hours.length === 0)),
  );
}

function inOrder(dates: unknown): unknown {
  return Array.isArray(dates) ? [...new Set(dates)].sort() : dates;
}

/** Instants are kept in UTC with milliseconds. */
function absences(list: unknown): unknown {
  if (!Array.isArray(list)) return list;
  const mended = list.map((each: unknown) =>
    isRecord(each) ? { ...each, from: instant(each['from']), to: instant(each['to']) } : each,
  );
  return mended.sort((a, b) => String(isRecord(a) ? a['from'] : a).localeCompare(String(isRecord(b) ? b['from'] : b)));
}

function instant(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  const epoch = Date.parse(text);
  return Number.isNaN(epoch) ? text : new Date(epoch).toISOString();
}

function weighed(members: unknown): unknown {
  return Array.isArray(members)
    ? members.map((each: unknown) => (isRecord(each) ? { weight: 1, ...each } : each))
    : members;
}

function definedOf(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && value !== null));
}

/** How people write it: what it is called first, then the terms; the rest by the alphabet. */
const ORDER = [
  ...['kind', 'id', 'name', 'code', 'clock', 'publish', 'class', 'label', 'description', 'from', 'to', 'stage', 'team'],
  ...['subjectType', 'customerRisk', 'packet', 'entryCriteria', 'exitCriteria', 'milestones', 'rejectionReasons'],
  ...['pauseReasons', 'pauseLimits', 'routing', 'rules', 'fallback', 'clocks', 'escalation', 'maxAttempts'],
  ...['timezone', 'weekly', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'holidays', 'overrides'],
  ...['start', 'stop', 'at', 'when', 'assign', 'type', 'required', 'properties'],
];
const RANK: ReadonlyMap<string, number> = new Map(ORDER.map((key, index) => [key, index]));

/** `value` with the members of every mapping in one order. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

function rank(key: string): number {
  return RANK.get(key) ?? ORDER.length;
}

function isRecord(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
