import type { HandoffEventType } from '../event-types.ts';
import type { ClockRef } from '../handoff/parts.ts';
import { secondsBetween } from '../instant.ts';
import { due, late, lateBy, lower, theClock, titleOf } from './clock-words.ts';
import type { Scene } from './scene.ts';
import { targetWords } from './target-words.ts';
import type { Tellings } from './tellings.ts';
import { inUtc, realTime, workingTime } from './words.ts';

/** What the facts of clocks say. Lateness is that of the event: a retry says the same. */
export const CLOCK_TELLINGS: Tellings<Extract<HandoffEventType, `clock.${string}`>> = {
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
};

const RETARGETED_BY = {
  target: '',
  priority: ' (its priority was changed)',
  migration: ' (by another version of the contract)',
  calendar: ' (by another version of the calendar)',
} as const;

function ofTarget(ref: ClockRef, scene: Scene): string {
  const clock = scene.clock(ref);
  return clock === undefined ? '' : ` of ${targetWords(clock)}`;
}

function ofAllowed(ref: ClockRef, scene: Scene): string {
  const clock = scene.clock(ref);
  return clock === undefined ? '' : `; its target was ${targetWords(clock)}`;
}

function percent(fraction: number): string {
  return `${Math.round(fraction * 1000) / 10} %`;
}
