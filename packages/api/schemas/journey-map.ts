import * as z from 'zod';
import { once } from '#domain/once.ts';
import { canonicalInstantSchema, idSchema } from '#domain/wire.ts';
import { periodSchema } from './metrics.ts';
import { days } from './metrics-query.ts';

export const journeyDaysQuery = once(() => z.strictObject(days()));

const asOf = () => ({
  period: periodSchema(),
  asOf: canonicalInstantSchema().meta({ description: 'When it was made; figures follow events within seconds.' }),
  rebuilding: z.boolean().meta({ description: 'Figures for another time zone or by other rules are being counted.' }),
  provisional: z.boolean().meta({ description: 'The last of the days is not over.' }),
  empty: z.boolean().meta({ description: 'Nothing was counted on these days.' }),
});

const stage = () => z.string().meta({ examples: ['onboarding'] });
const layer = () =>
  z
    .int()
    .min(0)
    .meta({ description: 'How far along the journey: 0 for where it begins. What leads on leads to a greater one.' });
const count = () => z.int().min(0);
const share = (description: string) => z.number().nullable().meta({ description });

const mapStage = once(() =>
  z
    .strictObject({
      stage: stage(),
      layer: layer(),
      teams: z.array(z.string()).meta({ description: 'Teams that contracts name on this side.' }),
    })
    .meta({ id: 'MapStage', description: 'A node of the journey map.' }),
);

const edgeFigures = once(() =>
  z
    .strictObject({
      submitted: count(),
      completed: count(),
      droppedOff: count().meta({ description: 'Disqualified or cancelled.' }),
      attainment: z
        .strictObject({
          raw: share('Runs that were met, of those that were met or breached.'),
          excused: share('The same without the breaches that were excused.'),
        })
        .meta({ description: 'Of all clocks of the contract together.' }),
      belowTarget: z.array(z.string()).meta({
        description: 'Clocks below their target of 90 %, by the rule of the review: ten runs or more, excused or not.',
        examples: [['accept']],
      }),
      rejectionRate: share('Rejections, of the decisions of receivers.'),
      dropOffRate: share('Disqualified or cancelled, of those that ended.'),
      lostSeconds: z.number(),
      lostSecondsPerHandoff: share('The same for each handoff that was submitted.'),
    })
    .meta({ id: 'EdgeFigures', description: 'Shares are from 0 to 1, and null where they would be of nothing.' }),
);

const mapEdge = once(() =>
  z
    .strictObject({
      contractId: idSchema('ctr'),
      version: z.int().positive(),
      status: z.enum(['draft', 'published', 'retired']),
      name: z.string(),
      subjectType: z.string(),
      from: stage(),
      to: stage(),
      feedback: z.boolean().meta({ description: 'It leads back to an earlier stage, or to the same.' }),
      customerRisk: z.string().optional().meta({ description: 'What the customer suffers when it goes wrong.' }),
      figures: edgeFigures(),
    })
    .meta({ id: 'MapEdge', description: 'A contract as an arrow of the journey map, with all its versions.' }),
);

export const journeyMapSchema = once(() =>
  z
    .strictObject({
      ...asOf(),
      stages: z.array(mapStage()).meta({ description: 'In the order of the journey.' }),
      contracts: z.array(mapEdge()).meta({
        description: 'Those in force, and of the retired ones those under which something happened on these days.',
      }),
    })
    .meta({ id: 'JourneyMap', description: 'The journey as the contracts have it, with what happened.' }),
);

const funnelCounts = () => ({
  entered: count().meta({ description: 'Submitted.' }),
  arrived: count().meta({ description: 'Completed.' }),
  disqualified: count(),
  cancelled: count(),
  droppedOff: count().meta({ description: 'Disqualified or cancelled.' }),
  inProgress: z
    .int()
    .meta({ description: 'By how many more began than ended on these days; below 0 where more ended.' }),
  conversion: share('Of those that ended, those that arrived; null where none ended.'),
});

const funnelStage = once(() =>
  z
    .strictObject({
      stage: stage(),
      layer: layer(),
      reached: count().meta({ description: 'Handoffs that arrived in this stage.' }),
      ...funnelCounts(),
    })
    .meta({ id: 'FunnelStage', description: 'What left a stage, by all contracts from it.' }),
);

const funnelStep = once(() =>
  z
    .strictObject({
      from: stage(),
      to: stage(),
      feedback: z.boolean().meta({ description: 'It leads back to an earlier stage, or to the same.' }),
      ...funnelCounts(),
    })
    .meta({ id: 'FunnelStep', description: 'What went from one stage to another.' }),
);

export const funnel = once(() =>
  z
    .strictObject({
      ...asOf(),
      stages: z.array(funnelStage()).meta({ description: 'In the order of the journey.' }),
      steps: z.array(funnelStep()).meta({ description: 'The same, for each two stages.' }),
    })
    .meta({ id: 'Funnel', description: 'How far customers came, stage by stage.' }),
);
