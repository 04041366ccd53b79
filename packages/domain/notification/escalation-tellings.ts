import type { HandoffEventType } from '../event-types.ts';
import type { HandoffEventData } from '../handoff/events.ts';
import type { ClockRef } from '../handoff/parts.ts';
import { type Instant, secondsBetween } from '../instant.ts';
import { due, late, lateBy, lower, theClock, titleOf } from './clock-words.ts';
import { forWhomAsked, repeatOf } from './escalation-step.ts';
import type { NoticeFact, Telling } from './notice.ts';
import type { Scene } from './scene.ts';
import type { FactOf, Tellings } from './tellings.ts';
import { inUtc, listed, realTime, wordsOf } from './words.ts';

/** What the facts of escalations say. Lateness is that of the event: a retry says the same. */
export const ESCALATION_TELLINGS: Tellings<Extract<HandoffEventType, `escalation.${string}`>> = {
  'escalation.triggered': triggered,
  'escalation.acknowledged': ({ data }, scene) => ({
    tone: 'neutral',
    title: `Acknowledged: ${titleOf(data, scene)}`,
    sentence: `${data.ownerId === undefined ? 'Somebody' : scene.who(data.ownerId)} sees to ${lower(theClock(data, scene))}. The step ${wordsOf(data.stepId)} ${
      data.until === undefined ? 'is not repeated' : `is not repeated before ${inUtc(data.until)}`
    }.`,
    quote: data.note,
  }),
  'escalation.skipped': ({ data }, scene) => ({
    tone: 'warning',
    title: `Escalation without effect: ${titleOf(data, scene)}`,
    sentence: `The step ${wordsOf(data.stepId)} of ${lower(theClock(data, scene))} fell due and ${SKIPPED_FOR[data.reason]}.${
      data.next === undefined ? '' : ` The step ${wordsOf(data.next.stepId)} takes its place.`
    }`,
    facts: [{ label: 'Step', text: stepWords(data, scene) }],
  }),
  'escalation.exhausted': ({ data, occurredAt }, scene) => ({
    tone: 'alert',
    title: `Escalation exhausted: ${titleOf(data, scene)}`,
    sentence: `${theClock(data, scene)} ${standing(data, occurredAt, scene)}, and nobody else will be asked to see to it.`,
    facts: dueOf(data, occurredAt, scene),
    asks: true,
  }),
};

const SKIPPED_FOR = {
  nobody_to_notify: 'found nobody to tell',
  nobody_to_reassign_to: 'found nobody else to give it to',
  priority_is_as_high: 'found its priority as high already',
  step_removed: 'is no longer in the contract',
} as const;

const NOT_REASSIGNED = {
  no_fallback: 'It was to go to the fallback of its contract, which has none.',
  nobody_available: 'It was to go to somebody else, but nobody of those is available.',
} as const;

/** A step ahead of the due instant is a warning: nothing is late yet. */
function triggered({ data, occurredAt }: FactOf['escalation.triggered'], scene: Scene): Telling {
  const dueAt = dueAtOf(data, scene);
  const early = dueAt !== undefined && dueAt > occurredAt;
  return {
    tone: early ? 'warning' : 'alert',
    title: `${early ? 'Early escalation' : 'Escalation'}: ${titleOf(data, scene)}`,
    sentence: [
      `${theClock(data, scene)} ${standing(data, occurredAt, scene)}.`,
      ...(data.missed === true ? ['A later repetition says whom it asks to see to it.'] : []),
      ...(data.recipients.length === 0
        ? []
        : [`Asked to see to it: ${listed(data.recipients.map((id) => scene.who(id)))}.`]),
      ...(data.reassignedTo === undefined ? [] : [`It goes to ${scene.holder(data.reassignedTo) ?? 'nobody'}.`]),
      ...(data.reassignFailed === undefined ? [] : [NOT_REASSIGNED[data.reassignFailed]]),
      ...(data.raisedTo === undefined ? [] : [`Its priority is raised to ${data.raisedTo}.`]),
    ].join(' '),
    facts: [
      ...dueOf(data, occurredAt, scene),
      { label: 'Step', text: stepWords(data, scene) },
      ...(data.next === undefined ? [] : [{ label: 'Next repetition', at: data.next.at }]),
    ],
    asks: data.missed === true ? false : (data.reassignedTo ?? true),
    beside: forWhomAsked(data, scene),
  };
}

/** How late an escalated clock is, or how soon it falls due; only that it waits where that is not known. */
function standing(ref: ClockRef, occurredAt: Instant, scene: Scene): string {
  const dueAt = dueAtOf(ref, scene);
  if (dueAt === undefined) return 'needs somebody to act';
  return dueAt > occurredAt
    ? `falls due in ${realTime(secondsBetween(occurredAt, dueAt))}`
    : `is ${late(dueAt, occurredAt)}`;
}

function dueOf(ref: ClockRef, occurredAt: Instant, scene: Scene): NoticeFact[] {
  const dueAt = dueAtOf(ref, scene);
  if (dueAt === undefined) return [];
  return dueAt > occurredAt ? [due(dueAt)] : [due(dueAt), { label: 'Late by', text: lateBy(dueAt, occurredAt) }];
}

function dueAtOf(ref: ClockRef, scene: Scene): Instant | undefined {
  const clock = scene.clock(ref);
  return clock !== undefined && 'dueAt' in clock ? clock.dueAt : undefined;
}

/** `lead, repetition 1 of 3`; of how many only where the contract is known. */
function stepWords(
  data: Pick<HandoffEventData<'escalation.skipped'>, 'clock' | 'stepId' | 'repetition'>,
  scene: Scene,
): string {
  if (data.repetition === 0) return wordsOf(data.stepId);
  const times = repeatOf(data, scene)?.times;
  return `${wordsOf(data.stepId)}, repetition ${data.repetition}${times === undefined ? '' : ` of ${times}`}`;
}
