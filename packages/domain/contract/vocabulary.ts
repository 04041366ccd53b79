import * as z from 'zod';
import { once } from '../once.ts';

/** Facts of a handoff's life at which a clock may start. A milestone may start one as well. */
export const CLOCK_START_EVENTS = ['submitted', 'accepted', 'rejected', 'resubmitted'] as const;

/** Facts of a handoff's life that may stop a clock. A milestone may stop one as well. */
export const CLOCK_STOP_EVENTS = [
  'accepted',
  'rejected',
  'resubmitted',
  'completed',
  'disqualified',
  'cancelled',
] as const;

/** Names that no milestone may take, because clocks would read them as lifecycle events. */
export const LIFECYCLE_EVENTS: ReadonlySet<string> = new Set([...CLOCK_START_EVENTS, ...CLOCK_STOP_EVENTS]);

/** Every contract has this milestone without declaring it. */
export const BUILT_IN_MILESTONE = 'first_touch';

/** From the least to the most urgent. */
export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Why a handoff was sent back: the wrong process, incomplete data, or a disagreement about what qualifies. */
export const REJECTION_CLASSES = ['procedural', 'clerical', 'definitional'] as const;
export type RejectionClass = (typeof REJECTION_CLASSES)[number];

/** A name that appears in URLs, events and reports: a letter, then letters, digits, `_` or `-`; at most 64. */
export const identifierSchema = once(() =>
  z
    .string({ error: 'must be a name, such as first_meeting' })
    .max(64, { error: 'must be at most 64 characters' })
    .regex(/^[A-Za-z][A-Za-z0-9_-]*$/, {
      error: 'must begin with a letter and hold letters, digits, "_" and "-" only',
    }),
);

/** One line of human text. */
export function lineSchema(maxLength: number) {
  return z
    .string({ error: 'must be text' })
    .min(1, { error: 'must not be empty' })
    .max(maxLength, { error: `must be at most ${maxLength} characters` })
    .regex(/\S/, { error: 'must not be blank' });
}
