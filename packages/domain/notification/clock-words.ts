import type { ClockRef } from '../handoff/parts.ts';
import { type Instant, secondsBetween } from '../instant.ts';
import type { NoticeFact } from './notice.ts';
import type { Scene } from './scene.ts';
import { inUtc, realTime, wordsOf } from './words.ts';

const MINUTE = 60;

export function titleOf(ref: ClockRef, scene: Scene): string {
  return `${wordsOf(ref.clock)} clock of ${scene.short}`;
}

export function theClock({ clock, attempt }: ClockRef, scene: Scene): string {
  return `The ${wordsOf(clock)} clock of ${scene.subject}${attempt === 1 ? '' : `, attempt ${attempt},`}`;
}

export function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

export function due(at: Instant): NoticeFact {
  return { label: 'Due', at };
}

export function lateBy(dueAt: Instant, seenAt: Instant): string {
  const seconds = secondsBetween(dueAt, seenAt);
  return seconds < MINUTE ? 'less than a minute' : realTime(seconds);
}

export function late(dueAt: Instant, seenAt: Instant): string {
  return `${lateBy(dueAt, seenAt)} late (it was due on ${inUtc(dueAt)})`;
}
