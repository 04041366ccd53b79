import { nameOfDimension } from '#domain/metrics/cell.ts';
import type { Counters } from '#domain/metrics/counters.ts';
import type { Day } from '#domain/metrics/day.ts';
import type { Generation } from '#domain/metrics/generation.ts';
import { EMPTY_TALLY, subtractTallies, type Tally } from '#domain/metrics/tally.ts';
import { tallyOf } from '#domain/metrics/tally-of.ts';
import { type BlockRef, spanOf, spread } from '#storage/metrics-keys.ts';
import type { Mark, Measured } from '#storage/metrics-marks.ts';
import type { Measurable } from '#storage/metrics-store.ts';
import type { TenantContext } from '../context.ts';
import { eventsUpTo } from '../handoff/history.ts';
import { factsFor } from './facts.ts';

/** What one item has to be changed by, day by day. */
export interface Change {
  readonly ref: BlockRef;
  readonly days: ReadonlyMap<Day, Counters>;
}

/** What a handoff's uncounted events change, and how far it is counted once that is written. */
export interface Plan {
  readonly mark: Mark;
  /** By the names of the items. */
  readonly changes: ReadonlyMap<string, Change>;
  /** Whether nothing is left uncounted of what was read. */
  readonly complete: boolean;
}

/** Items that one transaction takes, less the handoff's own mark. */
const MAX_CHANGES = 99;

/** Undefined if there is nothing to count. */
export async function planHandoff(
  context: TenantContext,
  generations: readonly Generation[],
  { mark, sequence }: Measurable,
): Promise<Plan | undefined> {
  const measured = generations.map((generation) => ({ generation, ...measuredIn(mark, generation) }));
  const from = Math.min(...measured.map((each) => each.sequence));
  if (from >= sequence) return undefined;
  const events = await eventsUpTo(context, mark.handoffId, sequence);
  const facts = await factsFor(context, events);
  const tallies = new Map<string, Tally>();
  const tally = (end: number, { timeZone }: Generation): Tally => {
    if (end === 0) return EMPTY_TALLY;
    const name = `${end} ${timeZone}`;
    const known = tallies.get(name) ?? tallyOf(events.slice(0, end), facts, timeZone);
    tallies.set(name, known);
    return known;
  };
  // what is more than one transaction takes is counted in several, each of which leaves figures that are right
  for (let to = sequence; ; to = Math.floor((from + to) / 2)) {
    const changes = new Map<string, Change>();
    for (const { generation, sequence: before, shard } of measured) {
      if (before >= to) continue;
      const delta = subtractTallies(tally(to, generation), tally(before, generation));
      addChanges(changes, delta, generation.number, shard);
    }
    if (changes.size > MAX_CHANGES && to - from > 1) continue;
    return { mark: markAt(mark, measured, to), changes, complete: to === sequence };
  }
}

/** A handoff stays in the shard in which it was first counted. */
function measuredIn({ handoffId, measured }: Mark, { number, shards }: Generation): Measured {
  return measured.get(number) ?? { sequence: 0, shard: spread(handoffId, shards) };
}

/** Generations that are no more are forgotten. */
function markAt(
  { handoffId, version }: Mark,
  measured: readonly (Measured & { readonly generation: Generation })[],
  to: number,
): Mark {
  const entries = measured.map(
    ({ generation, sequence, shard }) => [generation.number, { sequence: Math.max(sequence, to), shard }] as const,
  );
  return { handoffId, version: version + 1, measured: new Map(entries) };
}

function addChanges(changes: Map<string, Change>, delta: Tally, generation: number, shard: number): void {
  for (const { cell, counters } of delta.values()) {
    const { dimension, day } = cell;
    const span = spanOf(dimension.kind, day);
    const name = `${generation} ${shard} ${nameOfDimension(dimension)} ${span}`;
    const before = changes.get(name);
    const days = new Map(before?.days).set(day, counters);
    changes.set(name, { ref: { generation, shard, dimension, span }, days });
  }
}
