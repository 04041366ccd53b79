import type { HandoffEvent } from '../handoff/events.ts';
import type { MetricFacts } from './contract-facts.ts';
import { contributionsOf } from './contributions.ts';
import { NO_COUNTERS } from './counters.ts';
import { dayOf } from './day.ts';
import { type Tally, TallySheet } from './tally.ts';

/**
 * All that is counted of one handoff, by its events from the first on, cell by cell. It is a function of these events
 * alone: what further ones change, also in the past, is the difference of two tallies. Throws on a history that is not one
 * of a handoff, as `evolve` does, and RangeError for an unknown time zone.
 */
export function tallyOf(events: readonly HandoffEvent[], facts: MetricFacts, timeZone: string): Tally {
  const [first] = events;
  if (first?.type !== 'handoff.submitted') throw new Error('a handoff’s history begins with its submission');
  const { contractId } = first.data;
  const sheet = new TallySheet();
  for (const { at, version, bearer, counters: part } of contributionsOf(events, facts)) {
    const counters = { ...NO_COUNTERS, ...part };
    const day = dayOf(at, timeZone);
    const { ownerId, queueId } = bearer;
    sheet.add({ day, dimension: { kind: 'contract', contractId, version } }, counters);
    if (ownerId !== undefined) sheet.add({ day, dimension: { kind: 'owner', contractId, ownerId } }, counters);
    if (queueId !== undefined) sheet.add({ day, dimension: { kind: 'queue', contractId, queueId } }, counters);
  }
  return sheet.tally;
}
