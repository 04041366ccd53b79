import * as z from 'zod';
import { once } from '../once.ts';
import { canonicalInstantSchema, modeSchema } from '../wire.ts';

/** In the order of the playbook. */
export const CAPABILITIES = [
  'stage_definitions',
  'handoff_packet',
  'routing_and_ownership',
  'slas_and_alerts',
  'continuity',
  'feedback_loop',
] as const;
export type CapabilityName = (typeof CAPABILITIES)[number];

/** What stands for the levels, from the first to the last. */
export const LEVEL_NAMES = ['ad hoc', 'begun', 'defined', 'measured', 'operationalized'] as const;

const checkSchema = once(() =>
  z
    .strictObject({
      level: z.int().min(2).max(5).meta({ description: 'The level that needs it, with all that lower levels need.' }),
      met: z.boolean(),
      found: z
        .string()
        .meta({ description: 'What was found.', examples: ['contracts in force that have entry criteria: 4 of 5'] }),
      links: z.array(z.string()).meta({ description: 'Where to look: what does not meet it, or the figure.' }),
    })
    .meta({ id: 'MaturityCheck', description: 'What one level of a capability needs.' }),
);
export type Check = z.infer<ReturnType<typeof checkSchema>>;

const kpiSchema = once(() =>
  z
    .strictObject({
      name: z.string().meta({ examples: ['rejection rate'] }),
      value: z.number().nullable().meta({ description: 'Null: there is not enough to tell it from.' }),
      unit: z.enum(['share', 'seconds']),
      of: z.int().nonnegative().meta({ description: 'How many it is made of.' }),
    })
    .meta({ id: 'MaturityKpi' }),
);
export type Kpi = z.infer<ReturnType<typeof kpiSchema>>;

const capabilitySchema = once(() =>
  z
    .strictObject({
      capability: z.enum(CAPABILITIES),
      level: z.int().min(1).max(5),
      levelName: z.enum(LEVEL_NAMES),
      kpi: kpiSchema(),
      checks: z.array(checkSchema()),
      nextStep: z.string().nullable().meta({
        description:
          'What the next level needs that is not there; null at the last. The `links` of the check of that level lead to it.',
      }),
    })
    .meta({ id: 'Capability', description: 'How far one capability is, and why.' }),
);
export type Capability = z.infer<ReturnType<typeof capabilitySchema>>;

/** How far a tenant is, measured by its own configuration and figures. */
export const maturitySchema = once(() =>
  z
    .strictObject({
      mode: modeSchema(),
      timeZone: z.string(),
      from: z.string().meta({ examples: ['2026-08-25'] }),
      to: z.string().meta({ examples: ['2026-11-22'] }),
      days: z.int().positive().meta({
        description: 'Over how many days figures were looked at: 90, or fewer if that is too much to add up.',
      }),
      asOf: canonicalInstantSchema(),
      contracts: z.int().nonnegative().meta({ description: 'Contracts in force that were looked at, 100 at most.' }),
      level: z
        .number()
        .min(1)
        .max(5)
        .meta({ description: 'The mean of the six.', examples: [3.5] }),
      capabilities: z.array(capabilitySchema()),
    })
    .meta({ id: 'Maturity', description: 'Six capabilities, from ad hoc to operationalized.' }),
);
export type Maturity = z.infer<ReturnType<typeof maturitySchema>>;
