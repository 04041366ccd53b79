import * as z from 'zod';
import type { Instant } from '../instant.ts';
import { once } from '../once.ts';
import { canonicalInstantSchema, idSchema, instantSchema } from '../wire.ts';

/** How many windows an owner may have, past ones included. */
export const MAX_ABSENCES = 50;

const delegateId = once(() =>
  idSchema('own').optional().meta({
    description:
      'Who is given, meanwhile, what names this owner; one who is not active or has enough is passed over as if there were none. Queues pass an absent member over instead.',
  }),
);

/**
 * Out of office as callers send it. Windows may overlap; the first that names a delegate decides. That none ends before
 * it begins is for `checkOwner` to tell.
 */
export const absencesInputSchema = once(() =>
  z
    .array(z.strictObject({ from: instantSchema(), to: instantSchema(), delegateId: delegateId() }))
    .max(MAX_ABSENCES, { error: `must be at most ${MAX_ABSENCES} windows; leave out those that are over` })
    .meta({
      description: 'When they are away: from `from` until, and not at, `to`. Replaced as a whole.',
      examples: [
        [
          {
            from: '2026-12-21T00:00:00.000Z',
            to: '2027-01-04T00:00:00.000Z',
            delegateId: 'own_01JDA5K7ZX3M5N7P9R1T3V5W7Y',
          },
        ],
      ],
    }),
);

export const absencesSchema = once(() =>
  z
    .array(
      z.strictObject({
        from: canonicalInstantSchema(),
        to: canonicalInstantSchema(),
        delegateId: delegateId(),
      }),
    )
    .meta({ description: 'When they are away, and who is given meanwhile what names them.' }),
);
export type Absence = z.infer<ReturnType<typeof absencesSchema>>[number];

/** A stretch of time in which an owner is throughout there, or away with one delegate, or away with none. */
export interface Presence {
  readonly from: Instant;
  /** Absent: it does not end. */
  readonly to?: Instant;
  readonly away: boolean;
  readonly delegateId?: string;
}

/** Whether and with whom as delegate somebody is away at `at`. */
export function presenceAt(absences: readonly Absence[], at: Instant): Pick<Presence, 'away' | 'delegateId'> {
  let away = false;
  for (const { from, to, delegateId } of absences) {
    if (at < from || at >= to) continue;
    if (delegateId !== undefined) return { away: true, delegateId };
    away = true;
  }
  return { away };
}

/** The stretches from `from` until `until`, or for ever, in order and without gaps. */
export function presences(absences: readonly Absence[], from: Instant, until?: Instant): readonly Presence[] {
  const turns = absences.flatMap((absence) => [absence.from, absence.to]);
  const inside = turns.filter((at) => at > from && (until === undefined || at < until));
  const starts = [from, ...[...new Set(inside)].sort()];
  return starts.map((start, index) => {
    const to = starts[index + 1] ?? until;
    return { from: start, ...(to === undefined ? {} : { to }), ...presenceAt(absences, start) };
  });
}
