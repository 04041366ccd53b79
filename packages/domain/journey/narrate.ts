import type { Subject } from '../handoff/parts.ts';
import { plainText } from '../notification/plain-text.ts';
import { counted, inUtc, listed, realTime, wordsOf } from '../notification/words.ts';
import type { JourneyTotals } from './journey.ts';
import type { Leg } from './leg.ts';
import type { HeldSpan, LegTime } from './leg-time.ts';

/** Names of owners and queues, by their ids. Who is gone is told by id. */
export type Names = ReadonlyMap<string, string>;

interface Story {
  readonly subject: Pick<Subject, 'type' | 'id' | 'name'>;
  readonly legs: readonly Leg[];
  readonly totals: JourneyTotals;
}

const NAME_LIMIT = 80;
/** More names than this in one sentence nobody reads. */
const FIELDS_NAMED = 5;

/** The story in sentences: first the whole of it, then one paragraph for each handoff. Plain text, no markup. */
export function narrate({ subject, legs, totals }: Story, names: Names): readonly string[] {
  return [opening(subject, totals), ...legs.map((leg) => paragraph(leg, names))];
}

function opening(
  subject: Story['subject'],
  { handoffs, open, elapsedSeconds, time, carried, repeated }: JourneyTotals,
) {
  const who = plainText(subject.name ?? `${subject.type} ${subject.id}`, NAME_LIMIT);
  const still = open === 0 ? 'all of them over' : `${open} still open`;
  const sentences = [
    `${who} was handed over ${times(handoffs)} in ${realTime(elapsedSeconds)}, ${still}.`,
    time.lostSeconds === 0
      ? 'No time was lost at the boundaries.'
      : `Time lost at the boundaries: ${realTime(time.lostSeconds)}.`,
    ...(carried === 0 ? [] : [`${counted(carried, 'field')} travelled along without being asked for again.`]),
    ...(repeated === 0 ? [] : [`Given again although it was known: ${counted(repeated, 'field')}.`]),
  ];
  return sentences.join(' ');
}

function paragraph(leg: Leg, names: Names): string {
  const { from, to, submittedAt, sender } = leg;
  const by =
    sender?.name ?? sender?.team ?? (sender?.ownerId === undefined ? undefined : nameOf(sender.ownerId, names));
  const who = by === undefined ? '' : ` by ${plainText(by, NAME_LIMIT)}`;
  const contract = plainText(leg.contractName, NAME_LIMIT);
  return [
    `From ${wordsOf(from)} to ${wordsOf(to)} (${contract}): handed over on ${inUtc(submittedAt)}${who}.`,
    ...held(leg.holders, names),
    ...sentBack(leg),
    ...packet(leg),
    ...lost(leg.time),
    outcome(leg),
  ].join(' ');
}

function held(holders: readonly HeldSpan[], names: Names): string[] {
  if (holders.length === 0) return [];
  const parts = holders.slice(-FIELDS_NAMED).map(({ party, ownerId, queueId, seconds }) => {
    const whom = wordsFor(party, ownerId ?? queueId, names);
    return `${whom} for ${realTime(seconds)}`;
  });
  const before = holders.length > parts.length ? `after ${counted(holders.length - parts.length, 'other')}, ` : '';
  return [`It was ${before}with ${listed(parts)}.`];
}

function wordsFor(party: HeldSpan['party'], id: string | undefined, names: Names): string {
  const name = id === undefined ? undefined : nameOf(id, names);
  switch (party) {
    case 'platform':
      return name === undefined ? 'nobody' : `the queue ${name}`;
    case 'sender':
      return name === undefined ? 'its sender again' : `its sender ${name} again`;
    case 'receiver':
      return name ?? 'its receiver';
  }
}

function sentBack({ attempts, askedAgain }: Leg): string[] {
  const cited = askedAgain.filter(({ cause }) => cause === 'rejection').map(({ field }) => field);
  const reasons = askedAgain.flatMap((each) => (each.cause === 'rejection' ? wordsOf(each.reason) : []));
  if (attempts === 1 && cited.length === 0) return [];
  const why = reasons.length === 0 ? '' : ` for ${listed([...new Set(reasons)])}`;
  const what = cited.length === 0 ? '' : `, which asked again for ${some(cited)}`;
  return [attempts === 1 ? `It was sent back${why}${what}.` : `It took ${attempts} attempts${why}${what}.`];
}

function packet({ travelled, askedAgain }: Leg): string[] {
  const of = (kind: string) => travelled.filter(({ travel }) => travel === kind).map(({ field }) => field);
  const carried = of('carried');
  const changed = of('changed');
  const fresh = of('new');
  const again = askedAgain.filter(({ cause }) => cause === 'repetition').map(({ field }) => field);
  const parts = [
    ...(carried.length === 0 ? [] : [`carried over ${some(carried)}`]),
    ...(fresh.length === 0 ? [] : [`new ${some(fresh)}`]),
    ...(changed.length === 0 ? [] : [`changed ${some(changed)}`]),
  ];
  return [
    ...(parts.length === 0 ? [] : [`In its packet: ${parts.join('; ')}.`]),
    ...(again.length === 0 ? [] : [`The customer had to repeat ${some(again)}.`]),
  ];
}

function lost({ lostSeconds, shares }: LegTime): string[] {
  const largest = shares.filter(({ cause }) => cause !== 'worked').sort((a, b) => b.seconds - a.seconds)[0];
  if (largest === undefined) return [];
  const { cause, party, seconds } = largest;
  const most = seconds === lostSeconds ? 'all of it' : `${realTime(seconds)} of it`;
  return [`Time lost: ${realTime(lostSeconds)}, ${most} ${CAUSES[cause]} with the ${party}.`];
}

const CAUSES = {
  waiting: 'waiting',
  rework: 'in rework',
  paused: 'in pauses',
  closed: 'in closed hours',
  worked: 'worked',
} as const;

function outcome({ state, endedAt, to }: Leg): string {
  const when = endedAt === null ? '' : ` on ${inUtc(endedAt)}`;
  switch (state) {
    case 'completed':
      return `It arrived in ${wordsOf(to)}${when}.`;
    case 'disqualified':
      return `It was disqualified${when}.`;
    case 'cancelled':
      return `It was cancelled${when}.`;
    case 'pending':
      return 'It waits to be assigned.';
    case 'assigned':
      return 'It waits to be accepted.';
    case 'accepted':
      return 'It is being worked on.';
    case 'rejected':
      return 'It is back with its sender.';
  }
}

function nameOf(id: string, names: Names): string {
  return plainText(names.get(id) ?? id, NAME_LIMIT);
}

/** The first few fields, and how many more there are. */
function some(fields: readonly string[]): string {
  const unique = [...new Set(fields)].map((field) => plainText(field.slice(1), NAME_LIMIT));
  const more = unique.length - FIELDS_NAMED;
  return listed(more > 0 ? [...unique.slice(0, FIELDS_NAMED), `${more} more`] : unique);
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
