import type { Subject } from '../handoff/parts.ts';
import { epochOf, type Instant } from '../instant.ts';
import { type Leg, type LegSource, legOf } from './leg.ts';
import { addTimes, type LegTime } from './leg-time.ts';
import { type Names, narrate } from './narrate.ts';
import { type KnownFields, knownAfter } from './travel.ts';

/** All handoffs of a subject as one story. */
export interface Journey {
  readonly subject: Pick<Subject, 'type' | 'id' | 'name'>;
  readonly asOf: Instant;
  /** In the order in which they began. */
  readonly handoffs: readonly Leg[];
  readonly totals: JourneyTotals;
  /** The same in sentences, for people. */
  readonly narrative: readonly string[];
}

export interface JourneyTotals {
  readonly handoffs: number;
  readonly open: number;
  /** Real time from the first submission to the last end, or to now while one is open. */
  readonly elapsedSeconds: number;
  readonly time: LegTime;
  /** Attempts beyond the first of each handoff. */
  readonly furtherAttempts: number;
  /** Fields that were carried over, so that nobody had to send them. */
  readonly carried: number;
  /** Fields that were sent again although an earlier packet had them. */
  readonly repeated: number;
}

/** `sources`: of one subject, in the order in which they began, at least one. */
export function journeyOf(sources: readonly LegSource[], names: Names): Journey {
  const last = sources.at(-1);
  if (last === undefined) throw new Error('a journey has a handoff');
  const legs: Leg[] = [];
  let known: KnownFields = new Map();
  for (const source of sources) {
    legs.push(legOf(source, known));
    if (source.packet !== undefined) known = knownAfter(known, source.state.id, source.packet.packet);
  }
  const { type, id, name } = last.state.subject;
  const subject = { type, id, ...(name === undefined ? {} : { name }) };
  // test clocks differ: the story is told as of the latest of them
  const asOf = sources.map(({ now }) => now).reduce((a, b) => (b > a ? b : a));
  const totals = totalsOf(legs, asOf);
  return { subject, asOf, handoffs: legs, totals, narrative: narrate({ subject, legs, totals }, names) };
}

function totalsOf(legs: readonly Leg[], asOf: Instant): JourneyTotals {
  const open = legs.filter(({ endedAt }) => endedAt === null).length;
  const begins = legs.map(({ submittedAt }) => epochOf(submittedAt));
  const ends = legs.map(({ endedAt }) => epochOf(endedAt ?? asOf));
  const fields = legs.flatMap(({ travelled }) => travelled);
  const repeated = legs.flatMap((leg) => leg.askedAgain).filter(({ cause }) => cause === 'repetition');
  return {
    handoffs: legs.length,
    open,
    elapsedSeconds: (Math.max(...ends) - Math.min(...begins)) / 1000,
    time: addTimes(legs.map(({ time }) => time)),
    furtherAttempts: legs.reduce((sum, { attempts }) => sum + attempts - 1, 0),
    carried: fields.filter(({ travel }) => travel === 'carried').length,
    repeated: repeated.length,
  };
}
