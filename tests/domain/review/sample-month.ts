import type { ContractBody } from '#domain/contract/body.ts';
import type { Instant } from '#domain/instant.ts';
import type { Dimension } from '#domain/metrics/cell.ts';
import type { ClockCount, Count, Counters, TimeKey } from '#domain/metrics/counters.ts';
import { NO_COUNTERS } from '#domain/metrics/counters.ts';
import type { Day } from '#domain/metrics/day.ts';
import { binOf } from '#domain/metrics/histogram.ts';
import type { TallyEntry } from '#domain/metrics/tally.ts';
import type { KnownVersion, ReviewInput } from '#domain/review/input.ts';

export const CONTRACT = 'ctr_01JDA5K7ZWQ0R8T2V4X6Y8B0CD';
export const OTHER_CONTRACT = 'ctr_01JDA5K7ZX3M5N7P9R1T3V5W7Y';
export const QUEUE = 'que_01JDA5K7ZWQ0R8T2V4X6Y8B0CD';
export const OTHER_QUEUE = 'que_01JDA5K7ZX3M5N7P9R1T3V5W7Y';
export const OWNER = 'own_01JDA5K7ZWQ0R8T2V4X6Y8B0CD';
export const OTHER_OWNER = 'own_01JDA5K7ZX3M5N7P9R1T3V5W7Y';

/** What was counted, in the names of docs/metrics.md. */
export interface Counted {
  readonly counts?: Partial<Record<Count, number>>;
  readonly fields?: Readonly<Record<string, number>>;
  readonly criteria?: Readonly<Record<string, number>>;
  readonly reasons?: Readonly<Record<string, number>>;
  readonly clocks?: Readonly<Record<string, Partial<Record<ClockCount, number>>>>;
  readonly time?: Partial<Record<TimeKey, number>>;
}

export function counters({
  counts = {},
  fields = {},
  criteria = {},
  reasons = {},
  clocks = {},
  time = {},
}: Counted): Counters {
  const mapOf = <K extends string>(record: Partial<Record<K, number>>): ReadonlyMap<K, number> => {
    const entries = Object.entries<number | undefined>(record).filter(([, value]) => value);
    return new Map(entries) as ReadonlyMap<string, number> as ReadonlyMap<K, number>; // its own names
  };
  return {
    ...NO_COUNTERS,
    counts: mapOf(counts),
    fields: mapOf(fields),
    criteria: mapOf(criteria),
    reasons: mapOf(reasons),
    time: mapOf(time),
    clocks: new Map(
      Object.entries(clocks).map(([name, runs]) => {
        const durations = new Map([[binOf(3_600_000), (runs.met ?? 0) + (runs.closedLate ?? 0)] as const]);
        return [name, { counts: mapOf(runs), working: durations, calendar: durations }];
      }),
    ),
  };
}

export function ofVersion(day: Day, counted: Counted, contractId = CONTRACT, version = 1): TallyEntry {
  return entry(day, { kind: 'contract', contractId, version }, counted);
}

export function ofOwner(day: Day, ownerId: string, counted: Counted, contractId = CONTRACT): TallyEntry {
  return entry(day, { kind: 'owner', contractId, ownerId }, counted);
}

export function ofQueue(day: Day, queueId: string, counted: Counted, contractId = CONTRACT): TallyEntry {
  return entry(day, { kind: 'queue', contractId, queueId }, counted);
}

function entry(day: Day, dimension: Dimension, counted: Counted): TallyEntry {
  return { cell: { day, dimension }, counters: counters(counted) };
}

/** A contract version of which a review knows what it says. */
export function version(body: Partial<ContractBody> = {}, contractId = CONTRACT, number = 1): KnownVersion {
  return {
    contractId,
    version: number,
    publishedAt: '2026-08-03T09:00:00.000Z' as Instant,
    body: {
      name: 'Closed-won to onboarding',
      from: { stage: 'closed_won' },
      to: { stage: 'onboarding' },
      packet: { schema: { type: 'object', required: ['goals'], properties: { goals: {}, stakeholders: {} } } },
      entryCriteria: [{ id: 'arr_known', description: 'ARR is known', expression: 'packet.arr > 0.0' }],
      clocks: [],
      ...body,
    },
  };
}

/** October 2026, which began on a Thursday, looked at on the first of November. */
export function october(input: Partial<ReviewInput> = {}): ReviewInput {
  return {
    month: '2026-10',
    mode: 'live',
    timeZone: 'Europe/Berlin',
    asOf: '2026-11-01T04:00:00.000Z' as Instant,
    cells: [],
    versions: [version()],
    queues: [
      { id: QUEUE, name: 'Implementation', ownerIds: [OWNER] },
      { id: OTHER_QUEUE, name: 'Enterprise', ownerIds: [OTHER_OWNER] },
    ],
    owners: [
      { id: OWNER, name: 'Priya Raman', capacity: 10, openHandoffs: 3 },
      { id: OTHER_OWNER, name: 'Jonas Weber', openHandoffs: 2 },
    ],
    calendars: new Map(),
    ...input,
  };
}
