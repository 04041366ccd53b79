import type { HandoffEventType } from '../event-types.ts';
import type { ClockRef } from '../handoff/parts.ts';
import { type Instant, secondsBetween } from '../instant.ts';
import type { NoticeFact } from './notice.ts';
import type { Scene } from './scene.ts';
import { targetWords } from './target-words.ts';
import type { Tellings } from './tellings.ts';
import { inUtc, listed, realTime, wordsOf, workingTime } from './words.ts';

const MINUTE = 60;

/** What the facts of clocks and their escalations say. Lateness is that of the event: a retry says the same. */
export const CLOCK_TELLINGS: Tellings<Exclude<HandoffEventType, `handoff.${string}`>> = {
  'clock.started': ({ data }, scene) => ({
    tone: 'neutral',
    title: `Clock started: ${titleOf(data, scene)}`,
    sentence: `${theClock(data, scene)} runs. Its target is ${targetWords(data)}: it is due on ${inUtc(data.dueAt)}.`,
    facts: [due(data.dueAt)],
  }),
  'clock.retargeted': ({ data }, scene) => ({
    tone: data.shortNotice === true ? 'warning' : 'neutral',
    title: `New target: ${titleOf(data, scene)}`,
    sentence: `${theClock(data, scene)} has another target, ${targetWords(data)}${RETARGETED_BY[data.cause]}${
      data.dueAt === undefined ? '' : `: it is due on ${inUtc(data.dueAt)}`
    }.${data.shortNotice === true ? ' That had passed already, so it is due after a short notice.' : ''}`,
    facts: data.dueAt === undefined ? [] : [due(data.dueAt)],
    quote: data.reason,
  }),
  'clock.warned': ({ data, occurredAt }, scene) => ({
    tone: 'warning',
    title: `Due soon: ${titleOf(data, scene)}`,
    sentence: `${percent(data.fraction)} of the time of ${lower(theClock(data, scene))} is used up: it falls due in ${realTime(secondsBetween(occurredAt, data.dueAt))}.`,
    facts: [due(data.dueAt)],
    asks: true,
  }),
  'clock.breached': ({ data, occurredAt, detectedAt }, scene) => ({
    tone: 'alert',
    title: `Late: ${titleOf(data, scene)}`,
    sentence: `${theClock(data, scene)} ran past its target${ofTarget(data, scene)} and is ${late(data.dueAt, detectedAt ?? occurredAt)}.`,
    facts: [due(data.dueAt), { label: 'Late by', text: lateBy(data.dueAt, detectedAt ?? occurredAt) }],
    asks: true,
  }),
  'clock.met': ({ data }, scene) => ({
    tone: 'good',
    title: `In time: ${titleOf(data, scene)}`,
    sentence: `${theClock(data, scene)} was met after ${workingTime(data.elapsedSeconds)}${ofAllowed(data, scene)}.`,
  }),
  'clock.closed': ({ data }, scene) => ({
    tone: 'warning',
    title: `Done, but late: ${titleOf(data, scene)}`,
    sentence: `${theClock(data, scene)} was stopped ${workingTime(data.lateSeconds)} after its target${ofTarget(data, scene)}.`,
    facts: [due(data.dueAt), { label: 'Late by', text: workingTime(data.lateSeconds) }],
  }),
  'clock.cancelled': ({ data }, scene) => ({
    tone: 'neutral',
    title: `Clock cancelled: ${titleOf(data, scene)}`,
    sentence: `${theClock(data, scene)} no longer matters; it had counted ${workingTime(data.elapsedSeconds)}.`,
  }),
  'clock.excused': ({ data }, scene) => ({
    tone: 'neutral',
    title: `Excused: ${titleOf(data, scene)}`,
    sentence: `The lateness of ${lower(theClock(data, scene))} was excused; reports show it with and without the excuse.`,
    quote: data.reason,
  }),
  'escalation.triggered': ({ data, occurredAt }, scene) => ({
    tone: 'alert',
    title: `Escalation: ${titleOf(data, scene)}`,
    sentence: [
      `${theClock(data, scene)} ${standing(data, occurredAt, scene)}.`,
      ...(data.missed === true ? ['A later repetition says whom it asks to see to it.'] : []),
      ...(data.recipients.length === 0
        ? []
        : [`Asked to see to it: ${listed(data.recipients.map((id) => scene.who(id)))}.`]),
      ...(data.reassignedTo === undefined ? [] : [`It goes to ${scene.holder(data.reassignedTo) ?? 'nobody'}.`]),
      ...(data.raisedTo === undefined ? [] : [`Its priority is raised to ${data.raisedTo}.`]),
    ].join(' '),
    facts: [...dueOf(data, occurredAt, scene), { label: 'Step', text: stepWords(data.stepId, data.repetition) }],
    asks: data.missed === true ? false : (data.reassignedTo ?? true),
  }),
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
    facts: [{ label: 'Step', text: stepWords(data.stepId, data.repetition) }],
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

const RETARGETED_BY = {
  target: '',
  priority: ' (its priority was changed)',
  migration: ' (by another version of the contract)',
  calendar: ' (by another version of the calendar)',
} as const;

function titleOf(ref: ClockRef, scene: Scene): string {
  return `${wordsOf(ref.clock)} clock of ${scene.short}`;
}

function theClock({ clock, attempt }: ClockRef, scene: Scene): string {
  return `The ${wordsOf(clock)} clock of ${scene.subject}${attempt === 1 ? '' : `, attempt ${attempt},`}`;
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

function due(at: Instant): NoticeFact {
  return { label: 'Due', at };
}

function ofTarget(ref: ClockRef, scene: Scene): string {
  const clock = scene.clock(ref);
  return clock === undefined ? '' : ` of ${targetWords(clock)}`;
}

function ofAllowed(ref: ClockRef, scene: Scene): string {
  const clock = scene.clock(ref);
  return clock === undefined ? '' : `; its target was ${targetWords(clock)}`;
}

function lateBy(dueAt: Instant, seenAt: Instant): string {
  const seconds = secondsBetween(dueAt, seenAt);
  return seconds < MINUTE ? 'less than a minute' : realTime(seconds);
}

function late(dueAt: Instant, seenAt: Instant): string {
  return `${lateBy(dueAt, seenAt)} late (it was due on ${inUtc(dueAt)})`;
}

function percent(fraction: number): string {
  return `${Math.round(fraction * 1000) / 10} %`;
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

function stepWords(stepId: string, repetition: number): string {
  return repetition === 0 ? wordsOf(stepId) : `${wordsOf(stepId)}, repetition ${repetition}`;
}
