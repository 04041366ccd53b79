import * as z from 'zod';
import { once } from '../once.ts';

/** Three years of 365 days, in hours: no span in a contract is longer. */
export const MAX_DURATION_SECONDS = 3 * 365 * 24 * 3600;

const DURATION_PATTERN = /^PT(?:(\d{1,5})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?$/;
const DAY_OR_LONGER = /^P\d+(?:[.,]\d+)?[YMWD]/;

export type ParsedDuration = { readonly seconds: number } | { readonly problem: string };

/** Reads an ISO 8601 duration of whole hours, minutes and seconds, or says what is wrong with it. Never throws. */
export function parseDuration(text: string): ParsedDuration {
  if (DAY_OR_LONGER.test(text)) {
    return { problem: 'must be in hours, minutes and seconds, such as PT24H: a day has no fixed length' };
  }
  const parts = DURATION_PATTERN.exec(text);
  if (parts === null || text === 'PT') {
    return { problem: 'must be an ISO 8601 duration in whole hours, minutes and seconds, such as PT4H30M' };
  }
  const [, hours = '0', minutes = '0', seconds = '0'] = parts;
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  if (total > MAX_DURATION_SECONDS) return { problem: 'must be at most three years (PT26280H)' };
  return { seconds: total };
}

/** Seconds of a duration that a schema has already accepted. Throws RangeError for any other text. */
export function durationSeconds(text: string): number {
  const parsed = parseDuration(text);
  if ('problem' in parsed) throw new RangeError(`${JSON.stringify(text)}: ${parsed.problem}`);
  return parsed.seconds;
}

/** A duration that may be zero, kept as its ISO 8601 text. */
export const durationSchema = once(() =>
  z
    .string({ error: 'must be an ISO 8601 duration, such as PT4H30M' })
    .superRefine((text, context) => {
      const parsed = parseDuration(text);
      if ('problem' in parsed) context.addIssue({ code: 'custom', message: parsed.problem });
    })
    .meta({
      id: 'Duration',
      description: 'ISO 8601 duration in whole hours, minutes and seconds; at most three years. A bare day is refused.',
      pattern: DURATION_PATTERN.source,
      examples: ['PT4H30M'],
    }),
);

/** What is wrong with a duration of at least one second; undefined if nothing is. */
function faultOf(text: string): string | undefined {
  const parsed = parseDuration(text);
  if ('problem' in parsed) return parsed.problem;
  return parsed.seconds === 0 ? 'must be at least one second' : undefined;
}

/** A duration of at least one second. */
export const positiveDurationSchema = once(() =>
  z
    .string({ error: 'must be an ISO 8601 duration, such as PT4H30M' })
    .superRefine((text, context) => {
      const message = faultOf(text);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    })
    .meta({
      id: 'PositiveDuration',
      description:
        'ISO 8601 duration of at least one second, in whole hours, minutes and seconds; at most three years.',
      pattern: DURATION_PATTERN.source,
      examples: ['PT1H'],
    }),
);

/** The same, where business days could be meant instead: a bare day is told of them. */
export const targetDurationSchema = once(() =>
  z
    .string({ error: 'must be an ISO 8601 duration, such as PT4H30M' })
    .superRefine((text, context) => {
      const message = faultOf(text);
      if (message === undefined) return;
      const instead = DAY_OR_LONGER.test(text) ? '; for working days write {"businessDays": 1}' : '';
      context.addIssue({ code: 'custom', message: `${message}${instead}` });
    })
    .meta({
      id: 'TargetDuration',
      description:
        'Working time: ISO 8601, at least one second, in whole hours, minutes and seconds; at most three years.',
      pattern: DURATION_PATTERN.source,
      examples: ['PT4H'],
    }),
);
