import * as z from 'zod';
import { once } from '#domain/once.ts';
import { canonicalInstantSchema, idSchema } from '#domain/wire.ts';
import { GROUPINGS } from '#services/metrics/group-key.ts';
import { figures } from './metrics-figures.ts';
import { pageOf } from './page.ts';

const day = (description: string) => z.string().meta({ description, format: 'date', examples: ['2026-11-22'] });

const period = () => ({
  from: day('The first day.'),
  to: day('The last day, which is included.'),
  days: z.int().min(1),
  timeZone: z.string().meta({ description: 'Whose days they are.', examples: ['Europe/Berlin'] }),
});

export const periodSchema = once(() =>
  z.strictObject(period()).meta({ id: 'MetricsPeriod', description: 'Days of a time zone, both ends included.' }),
);

const groupKey = once(() =>
  z
    .union([
      z.strictObject({ by: z.literal('contract'), contractId: idSchema('ctr') }),
      z.strictObject({ by: z.literal('version'), contractId: idSchema('ctr'), version: z.int().min(1) }),
      z.strictObject({ by: z.literal('stage'), from: z.string(), to: z.string() }),
      z.strictObject({ by: z.literal('owner'), ownerId: idSchema('own') }),
      z.strictObject({ by: z.literal('queue'), queueId: idSchema('que') }),
      z.strictObject({ by: z.literal('day'), day: day('A day of the time zone.') }),
    ])
    .meta({ id: 'MetricsGroupKey', description: 'What the figures of a group are of.' }),
);

const totals = once(() =>
  z
    .strictObject(figures())
    .meta({ id: 'Figures', description: 'Figures, each with a link to the handoffs behind it.' }),
);

const group = once(() =>
  z
    .strictObject({
      key: groupKey(),
      name: z
        .string()
        .optional()
        .meta({
          description: 'What the contract, owner or queue is called now; absent where it is deleted.',
          examples: ['Closed-won to onboarding'],
        }),
      ...figures(),
    })
    .meta({ id: 'MetricsGroup' }),
);

const dropOff = once(() =>
  z
    .strictObject({
      from: z.string(),
      to: z.string(),
      ended: z.int().min(0).meta({ description: 'Completed, disqualified or cancelled.' }),
      dropped: z.int().min(0).meta({ description: 'Disqualified or cancelled.' }),
      rate: z.number().nullable().meta({ description: 'Dropped, of those that ended; null where none did.' }),
    })
    .meta({ id: 'StageDropOff', description: 'How many of those that ended between two stages did not arrive.' }),
);

export const metricsReport = once(() =>
  z
    .strictObject({
      period: periodSchema(),
      asOf: canonicalInstantSchema().meta({ description: 'When it was made; figures follow events within seconds.' }),
      rebuilding: z.boolean().meta({
        description: 'Figures for another time zone or by other rules are being counted, and will replace these.',
      }),
      provisional: z.boolean().meta({ description: 'The last of the days is not over.' }),
      empty: z.boolean().meta({ description: 'Nothing was counted on these days.' }),
      groupBy: z.enum(GROUPINGS).nullable(),
      totals: totals(),
      dropOff: z.array(dropOff()).meta({ description: 'By stages, whatever the grouping.' }),
      comparedTo: z
        .strictObject({ ...period(), empty: z.boolean() })
        .nullable()
        .meta({ description: 'The days that are compared with; null if that was not asked for.' }),
      groups: z.array(group()).meta({
        description: 'One page of the groups in which something is counted, in the order of their keys.',
      }),
      nextCursor: z
        .string()
        .nullable()
        .meta({ description: 'Pass it as `cursor` for the groups that follow; null on the last page.' }),
    })
    .meta({ id: 'MetricsReport', description: 'The figures of some days.' }),
);

const metricHandoff = once(() =>
  z
    .strictObject({
      handoffId: idSchema('hnd'),
      contractId: idSchema('ctr'),
      amount: z.number().meta({ description: 'How much of the figure: how many, or of time how many seconds.' }),
      moments: z
        .array(
          z.strictObject({
            at: canonicalInstantSchema(),
            amount: z.number(),
            contractVersion: z.int().min(1).meta({ description: 'The version that it counts for.' }),
          }),
        )
        .meta({ description: 'When it counted.' }),
    })
    .meta({ id: 'MetricHandoff', description: 'A handoff that a figure is made of.' }),
);

export const metricHandoffPage = pageOf('MetricHandoff', metricHandoff);
