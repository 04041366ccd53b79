import * as z from 'zod';
import { PARTIES } from '#domain/metrics/counters.ts';
import { FIRST_DAY, LAST_DAY } from '#domain/metrics/day.ts';
import { FIGURE_NAMES } from '#domain/metrics/figure-name.ts';
import { once } from '#domain/once.ts';
import { isTimeZone } from '#domain/time-zone.ts';
import { idSchema } from '#domain/wire.ts';
import { GROUPINGS } from '#services/metrics/group-key.ts';
import { COMPARISONS } from '#services/metrics/report-period.ts';
import { pageParameters } from './page.ts';

/** Groups of a page, unless it is said. */
const GROUPS = 100;
const MAX_GROUPS = 400;

const day = (description: string) =>
  z.iso
    .date({ error: 'must be a date, such as 2026-11-22', abort: true })
    .refine((text) => text >= FIRST_DAY && text <= LAST_DAY, {
      error: `must be a day from ${FIRST_DAY} to ${LAST_DAY}`,
    })
    .optional()
    .meta({ description, examples: ['2026-11-22'] });

/** The days that figures are asked for. */
export const days = () => ({
  from: day('The first day, of the tenant’s time zone. 30 days up to `to` if left out.'),
  to: day('The last day, which is included. Today if left out.'),
});

const contractId = () => idSchema('ctr').optional().meta({ description: 'Figures of this contract alone.' });

/** Which figures a report has. */
export const metricsQuery = once(() =>
  z.strictObject({
    ...days(),
    contractId: contractId(),
    groupBy: z.enum(GROUPINGS).optional().meta({ description: 'By what figures are told apart, beside the totals.' }),
    compareTo: z.enum(COMPARISONS).optional().meta({
      description:
        'With what the figures are compared. `previous`: as many days, up to the day before `from`. `previousMonth`, for whole calendar months: as many calendar months before them, as the review compares.',
    }),
    ...pageParameters(),
    limit: z
      .string()
      .regex(/^(?:[1-9]\d?|[123]\d\d|400)$/, { error: `must be an integer from 1 to ${MAX_GROUPS}` })
      .transform(Number)
      .default(GROUPS)
      .meta({
        description: 'The most groups of a page. A table (CSV) has all of them.',
        override: { type: 'integer', minimum: 1, maximum: MAX_GROUPS, default: GROUPS, pattern: undefined },
        examples: [GROUPS],
      }),
  }),
);

const stage = (description: string) =>
  z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, { error: 'must be the name of a stage' })
    .optional()
    .meta({ description, examples: ['closed_won'] });

/** Which figure of a report is asked about, as the links of reports say it. */
export const metricHandoffsQuery = once(() =>
  z.strictObject({
    figure: z
      .string()
      .max(40)
      .default('submitted')
      .meta({
        description: 'The name of the figure, as it is in the link beside it; `submitted` if left out.',
        examples: ['breached'],
        override: { type: 'string', enum: [...FIGURE_NAMES], default: 'submitted' },
      }),
    clock: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .meta({ description: 'The clock, of what is counted of clocks.', examples: ['accept'] }),
    name: z
      .string()
      .min(1)
      .max(4000)
      .optional()
      .meta({ description: 'Of what is counted by name: which reason, criterion, field.', examples: ['/goals'] }),
    party: z.enum(PARTIES).optional().meta({ description: 'Of time: whose. Everybody’s if left out.' }),
    ...days(),
    timeZone: z
      .string()
      .max(64)
      .refine(isTimeZone, { error: 'must be an IANA time zone, such as Europe/Berlin' })
      .optional()
      .meta({
        description:
          'Whose days they are: an IANA time zone. That of the figures if left out. The links of a review name the zone of the review.',
        examples: ['Europe/Berlin'],
      }),
    contractId: contractId(),
    version: z
      .string()
      .regex(/^[1-9]\d{0,5}$/, { error: 'must be the number of a version' })
      .transform(Number)
      .optional()
      .meta({
        description: 'What counts for this version of the contract.',
        override: { type: 'integer', minimum: 1, maximum: 999_999, pattern: undefined },
        examples: [2],
      }),
    fromStage: stage('What counts for contract versions from this stage.'),
    toStage: stage('What counts for contract versions to this stage.'),
    ownerId: idSchema('own').optional().meta({ description: 'What counts for this owner.' }),
    queueId: idSchema('que').optional().meta({ description: 'What counts for this queue.' }),
    ...pageParameters(),
  }),
);
