import * as z from 'zod';
import { once } from '../once.ts';
import { WEEKDAYS } from '../sla/calendar.ts';
import { canonicalInstantSchema, modeSchema } from '../wire.ts';
import { contractReviewSchema, partSchema } from './contract-review.ts';
import { monthSchema } from './month.ts';
import { shippedSchema } from './shipped.ts';
import { PROVISIONAL_BECAUSE } from './standing.ts';
import { suggestionSchema } from './suggestion.ts';
import { changeSchema, shareSchema, summarySchema } from './summary.ts';

const daySchema = once(() =>
  z
    .strictObject({
      day: z.string().meta({ examples: ['2026-10-01'] }),
      submitted: z.int(),
      completed: z.int(),
      rejected: z.int(),
      met: z.int(),
      breached: z.int(),
    })
    .meta({ id: 'ReviewDay' }),
);

const weekdaySchema = once(() =>
  z
    .strictObject({ weekday: z.enum(WEEKDAYS), met: z.int(), breached: z.int(), attainment: shareSchema() })
    .meta({ id: 'ReviewWeekday', description: 'All days of the month that were this day of the week.' }),
);

/** A month of a tenant: what it came to, what is behind that, and what would probably help. */
export const reviewSchema = once(() =>
  z
    .strictObject({
      month: monthSchema(),
      mode: modeSchema(),
      timeZone: z.string().meta({ description: 'The days are days of this zone.', examples: ['Europe/Berlin'] }),
      from: z.string().meta({ examples: ['2026-10-01'] }),
      to: z.string().meta({ description: 'The last day, included.', examples: ['2026-10-31'] }),
      asOf: canonicalInstantSchema().meta({ description: 'When the figures were read.' }),
      provisional: z.boolean().meta({ description: 'It is not kept: see `provisionalBecause`.' }),
      provisionalBecause: z.enum(PROVISIONAL_BECAUSE).optional().meta({
        description:
          '`running`: the month is not over. `settling`: it has been over for less than two hours. `recount`: figures are being counted anew, or counting is hours late. `test_clocks`: only test clocks can have been in that month, and they may go on.',
      }),
      empty: z.boolean().meta({ description: 'Nothing happened in the month.' }),
      attainmentTarget: z.number().meta({ examples: [0.9] }),
      summary: summarySchema(),
      before: summarySchema().nullable().meta({ description: 'The month before; null where there is nothing of it.' }),
      changes: z.array(changeSchema()),
      days: z.array(daySchema()),
      weekdays: z.array(weekdaySchema()),
      contracts: z.array(contractReviewSchema()).meta({
        description: 'Those below target first, then those with the most handoffs; 50 at most.',
      }),
      contractsOmitted: z.int().nonnegative().meta({ description: 'How many more had a part in the month.' }),
      rejections: z.strictObject({
        reasons: z.array(partSchema()),
        fields: z.array(partSchema()),
        criteria: z.array(partSchema()),
      }),
      shipped: z.array(shippedSchema()).meta({ description: 'What new versions of contracts changed.' }),
      suggestions: z.array(suggestionSchema()),
    })
    .meta({ id: 'Review', description: 'A month of a tenant.' }),
);
export type Review = z.infer<ReturnType<typeof reviewSchema>>;
