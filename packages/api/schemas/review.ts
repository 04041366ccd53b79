import * as z from 'zod';
import { once } from '#domain/once.ts';
import { actionSchema } from '#domain/review/action.ts';
import { earlierActionSchema, MOST_EARLIER } from '#domain/review/decided.ts';
import { monthSchema } from '#domain/review/month.ts';
import { reviewSchema } from '#domain/review/review.ts';
import { summarySchema } from '#domain/review/summary.ts';
import { canonicalInstantSchema, idSchema, modeSchema } from '#domain/wire.ts';
import { actionEffectSchema } from '#services/review/compare-actions.ts';

/** What is no month is refused by the verb, which says what a month looks like. */
const month = () =>
  z
    .string()
    .max(100)
    .meta({ description: 'A month of the calendar, in the time zone of the tenant.', examples: ['2026-10'] });

export const reviewParams = once(() => z.strictObject({ month: month() }));
export const actionParams = once(() => z.strictObject({ month: month(), actionId: idSchema('act') }));

export const reviewBrief = once(() =>
  z
    .strictObject({
      month: monthSchema(),
      mode: modeSchema(),
      timeZone: z.string(),
      asOf: canonicalInstantSchema(),
      summary: summarySchema(),
      contractsBelowTarget: z.int().nonnegative(),
      suggestions: z.int().nonnegative().meta({ description: 'How many it makes.' }),
    })
    .meta({ id: 'ReviewBrief', description: 'A review that is kept, in brief.' }),
);

export const reviewView = once(() =>
  reviewSchema()
    .extend({
      actions: z
        .array(
          actionSchema().extend({
            effect: actionEffectSchema()
              .optional()
              .meta({ description: 'There once a later version than the first ships it.' }),
          }),
        )
        .meta({ description: 'What was decided in it; this goes on after the figures are frozen.' }),
      earlierActions: z.array(earlierActionSchema()).meta({
        description: `What earlier reviews decided and nobody has closed yet, as of this answer, the oldest due first; ${MOST_EARLIER} at most.`,
      }),
      earlierActionsOmitted: z.int().nonnegative().meta({
        description: 'How many more of them are open, of the 500 latest actions of earlier months.',
      }),
      effectsOmitted: z.int().nonnegative().meta({
        description: 'Actions whose effect was not looked at: one answer looks at 20 versions.',
      }),
    })
    .meta({ id: 'ReviewWithActions', description: 'A month of a tenant, and what was decided in its review.' }),
);
