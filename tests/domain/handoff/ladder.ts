import { Temporal } from 'temporal-polyfill';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import type { HandoffCommand } from '#domain/handoff/commands.ts';
import { nextDue } from '#domain/handoff/deadlines.ts';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import type { Directory } from '#domain/handoff/terms.ts';
import type { Route } from '#domain/routing/route.ts';
import { ACCEPT_CLOCK, contractBody, REJECTION_REASONS } from '#tests/support/contracts.ts';
import { type Life, submit } from '#tests/support/handoffs.ts';
import { BIRTH, sinceBirth } from '#tests/support/instants.ts';
import { BERLIN, NEW_YORK, OFFICES } from '#tests/support/offices.ts';
import { ANA, BEN, CLEO, MAY, QUEUE } from '#tests/support/people.ts';

export type Step = NonNullable<ContractBodyInput['escalation']>[number]['steps'][number];

/** Ana has four hours; her manager is May, Cleo sends, and Ben is the contract's fallback. */
export const LADDER = {
  nudge: { id: 'nudge', at: { elapsed: 0.75 }, notify: ['owner'] },
  lead: {
    id: 'lead',
    at: { afterBreach: 'PT0S', working: true },
    notify: ['owner', 'manager'],
    repeat: { every: 'PT1H', times: 3 },
    ackTimeout: 'PT2H',
  },
  desk: {
    id: 'desk',
    at: { afterBreach: 'PT6H', working: true },
    notify: [{ ownerId: CLEO }],
    raisePriority: 'urgent',
  },
  fallback: {
    id: 'fallback',
    at: { afterBreach: 'PT24H' },
    notify: ['sender'],
    reassign: { to: 'fallback' },
    repeat: { every: 'PT12H', times: 2 },
  },
} satisfies Record<string, Step>;

/** What is done, at a local time such as `2027-03-15 09:30`. */
export type Deed = readonly [localTime: string, command: HandoffCommand | LocalPause];
export interface LocalPause {
  readonly type: 'pause until';
  readonly localTime: string;
}

export interface Scenario {
  readonly submitted: string;
  readonly office?: 'Berlin' | 'New York';
  readonly steps?: readonly Step[];
  readonly to?: Route['to'];
  readonly sender?: boolean;
  readonly directory?: Directory;
  readonly deeds?: readonly Deed[];
  /** Looked at only then: timers fire at every deadline where it is left out. */
  readonly lookedAt?: string;
}

const ZONES = { Berlin: 'Europe/Berlin', 'New York': 'America/New_York' } as const;
const LONG_AFTER = 40 * 24 * 3600;

/** What the ladder of `scenario` does, in the words and the local times of its office. */
export function played({ office = 'Berlin', lookedAt, ...scenario }: Scenario): string[] {
  const zone = ZONES[office];
  const seconds = (localTime: string) => secondsAt(localTime, zone);
  let life = born(scenario, office, seconds(scenario.submitted));
  for (const [localTime, deed] of scenario.deeds ?? []) {
    life = attended(life, seconds(localTime)).command(seconds(localTime), commandOf(deed, seconds));
  }
  const end = lookedAt === undefined ? undefined : life.wait(seconds(lookedAt));
  const { events } = end ?? attended(life, seconds(scenario.submitted) + LONG_AFTER);
  return events.flatMap((event) => {
    const words = wordsOf(event);
    return words === undefined ? [] : [`${localTimeOf(event, zone)} ${words}`];
  });
}

function born(
  { steps = Object.values(LADDER), to = { ownerId: ANA }, sender = true, directory }: Omit<Scenario, 'office'>,
  office: keyof typeof ZONES,
  at: number,
): Life {
  const calendarId = office === 'Berlin' ? BERLIN : NEW_YORK;
  const body = contractBody({
    routing: { fallback: { ownerId: BEN } },
    rejectionReasons: [...REJECTION_REASONS],
    clocks: [{ ...ACCEPT_CLOCK, calendarId, pausable: true }],
    pauseReasons: [{ code: 'customer', clocks: ['accept'] }],
    escalation: [{ clock: 'accept', steps: [...steps] }],
  });
  const command = sender ? { sender: { ownerId: CLEO } } : {};
  return submit({ body, calendars: OFFICES, to, at, command, ...(directory === undefined ? {} : { directory }) });
}

/** Brings `life` up to `until` as timers do: at each deadline. */
function attended(life: Life, until: number): Life {
  let current = life;
  for (;;) {
    const next = nextDue(current.state);
    if (next === undefined || sinceBirth(next) >= until) return current;
    current = current.wait(sinceBirth(next));
  }
}

function commandOf(deed: Deed[1], seconds: (localTime: string) => number): HandoffCommand {
  if (deed.type !== 'pause until') return deed;
  const epochMilliseconds = Date.parse(BIRTH) + seconds(deed.localTime) * 1000;
  const resumeBy = Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toString({ smallestUnit: 'millisecond' });
  return { type: 'pause', reason: 'customer', resumeBy: resumeBy as typeof BIRTH };
}

function secondsAt(localTime: string, zone: string): number {
  const { epochMilliseconds } = Temporal.PlainDateTime.from(localTime.replace(' ', 'T')).toZonedDateTime(zone);
  return (epochMilliseconds - Date.parse(BIRTH)) / 1000;
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** The weekday, the date and the time on the wall, to the minute. */
function localTimeOf({ occurredAt }: HandoffEvent, zone: string): string {
  const time = Temporal.Instant.from(occurredAt).toZonedDateTimeISO(zone);
  return `${WEEKDAYS[time.dayOfWeek - 1]} ${time.toPlainDateTime().toString({ smallestUnit: 'minute' }).slice(5).replace('T', ' ')}`;
}

const NAMES = new Map([
  [ANA, 'Ana'],
  [BEN, 'Ben'],
  [CLEO, 'Cleo'],
  [MAY, 'May'],
  [QUEUE, 'the queue'],
]);

function nameOf(id: string | undefined): string {
  return NAMES.get(id ?? '') ?? 'somebody unknown';
}

function wordsOf({ type, data }: HandoffEvent): string | undefined {
  switch (type) {
    case 'escalation.triggered': {
      const { stepId, repetition, recipients, missed, reassignedTo, raisedTo } = data;
      const step = repetition === 0 ? stepId : `${stepId} again (${repetition})`;
      const effects = [
        missed === true ? 'was missed' : `tells ${recipients.map(nameOf).join(' and ') || 'nobody'}`,
        ...(raisedTo === undefined ? [] : [`raises to ${raisedTo}`]),
        ...(reassignedTo === undefined ? [] : [`gives it to ${nameOf(reassignedTo.ownerId ?? reassignedTo.queueId)}`]),
      ];
      return `${step} ${effects.join(', ')}`;
    }
    case 'escalation.skipped':
      return `${data.stepId} is skipped${data.next === undefined ? '' : ` for ${data.next.stepId}`}: ${data.reason}`;
    case 'escalation.acknowledged':
      return `${data.stepId} is acknowledged`;
    case 'escalation.exhausted':
      return 'the ladder is exhausted';
    case 'clock.breached':
      return 'late';
    default:
      return undefined;
  }
}
