import { type CronFields, parseCronFields } from './cron-fields.ts';
import { nextCronInstant } from './cron-next.ts';
import { instantOrLater, type LocalTime } from './local-time.ts';

export type ScheduleExpression =
  | { readonly kind: 'at'; readonly local: LocalTime }
  | { readonly kind: 'rate'; readonly everyMilliseconds: number }
  | { readonly kind: 'cron'; readonly fields: CronFields };

/** When a schedule fires, apart from flexible windows. All instants are epoch milliseconds. */
export interface Recurrence {
  readonly expression: ScheduleExpression;
  readonly timeZone: string;
  /** When the schedule was created or last updated. */
  readonly since: number;
  readonly startAt: number | undefined;
  readonly endAt: number | undefined;
}

/** Reads `at(yyyy-mm-ddThh:mm:ss)`, `rate(value unit)` or `cron(fields)`; undefined if AWS would refuse it. */
export function parseScheduleExpression(text: string): ScheduleExpression | undefined {
  const call = /^(at|rate|cron)\(([^()]*)\)$/.exec(text);
  const [, kind, argument = ''] = call ?? [];
  switch (kind) {
    case 'at':
      return parseAt(argument);
    case 'rate':
      return parseRate(argument);
    case 'cron': {
      const fields = parseCronFields(argument);
      return fields && { kind: 'cron', fields };
    }
    default:
      return undefined;
  }
}

function parseAt(text: string): ScheduleExpression | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text)) return undefined;
  const parsed = new Date(`${text}Z`);
  // A date that does not exist (30 February) rolls over or fails to parse: either way its text differs.
  if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 19) !== text) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = text.split(/\D/).map(Number);
  return { kind: 'at', local: { year, month, day, hour, minute, second } };
}

const UNIT_MILLISECONDS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

function parseRate(text: string): ScheduleExpression | undefined {
  const match = /^(\d{1,9}) (minute|hour|day)s?$/.exec(text);
  const [, value, unit] = match ?? [];
  if (unit !== 'minute' && unit !== 'hour' && unit !== 'day') return undefined;
  const everyMilliseconds = Number(value) * UNIT_MILLISECONDS[unit];
  return everyMilliseconds > 0 ? { kind: 'rate', everyMilliseconds } : undefined;
}

/** The first time that a new or updated schedule fires. An `at` in the past is due at once; a rate starts at once. */
export function firstFire(recurrence: Recurrence): number | undefined {
  if (recurrence.expression.kind === 'at') return instantOrLater(recurrence.expression.local, recurrence.timeZone);
  return nextFire(recurrence, recurrence.since - 1);
}

/** The first time after `after` that a schedule fires again; undefined when it is complete. */
export function nextFire(recurrence: Recurrence, after: number): number | undefined {
  const { expression, timeZone, since, startAt = since, endAt = Number.POSITIVE_INFINITY } = recurrence;
  const threshold = Math.max(after, startAt - 1);
  switch (expression.kind) {
    case 'at':
      return undefined;
    case 'rate': {
      const steps = Math.max(Math.floor((threshold - startAt) / expression.everyMilliseconds) + 1, 0);
      return before(endAt, startAt + steps * expression.everyMilliseconds);
    }
    case 'cron':
      return before(endAt, nextCronInstant(expression.fields, timeZone, threshold));
  }
}

function before(end: number, instant: number | undefined): number | undefined {
  return instant !== undefined && instant < end ? instant : undefined;
}
