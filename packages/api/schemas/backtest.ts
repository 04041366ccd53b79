import * as z from 'zod';
import { contractPatchSchema } from '#domain/contract/patch.ts';
import { assigneeSchema } from '#domain/contract/routing.ts';
import { once } from '#domain/once.ts';
import { canonicalInstantSchema, idSchema, instantSchema } from '#domain/wire.ts';
import { CURSOR_FORM, cursorSchema } from './cursor.ts';

const DEFAULT_LIMIT = 100;

const bound = (description: string) =>
  z
    .union([instantSchema(), z.iso.date().refine((text) => text >= '1970-01-01' && text <= '9998-12-31')], {
      error: 'must be an RFC 3339 date-time, such as 2026-10-01T00:00:00Z, or a day, such as 2026-10-01',
    })
    .meta({ description, examples: ['2026-10-01'] });

export const backtestInput = once(() =>
  z
    .strictObject({
      from: bound(
        'Handoffs that were submitted at or after this instant, or, for a day such as 2026-10-01, from the beginning of that day of the tenant’s time zone on.',
      ),
      to: bound('And before this instant, or, for a day, up to the end of it; at most 400 days later.'),
      patch: contractPatchSchema().optional().meta({
        description:
          'What to change of the draft, or of the version in force where there is no draft, before it is tested.',
      }),
      limit: z
        .int()
        .min(1)
        .max(200)
        .default(DEFAULT_LIMIT)
        .meta({
          description: 'The most handoffs that one request looks at; fewer, where their packets take long to check.',
          examples: [DEFAULT_LIMIT],
        }),
      cursor: cursorSchema()
        .optional()
        .meta({ ...CURSOR_FORM, description: 'The `nextCursor` of the request before, as it was answered.' }),
    })
    .meta({ id: 'BacktestInput' }),
);

const counted = () => ({
  count: z.int().meta({ description: 'How many handoffs.' }),
  handoffIds: z.array(idSchema('hnd')).meta({ description: 'The first 20 of them.' }),
});

const refused = once(() =>
  z
    .strictObject({
      ...counted(),
      sentBack: z.int().meta({ description: 'How many of them their receivers sent back in fact.' }),
      wrongSubjectType: z.int().meta({ description: 'How many hand over another type of subject.' }),
      criteria: z
        .array(
          z.strictObject({
            id: z.string(),
            errors: z.int().meta({ description: 'In how many of them it could not be evaluated.' }),
            ...counted(),
          }),
        )
        .meta({ description: 'The entry criteria that are not met, the one with most handoffs first.' }),
      fields: z
        .array(
          z.strictObject({
            pointer: z.string().meta({
              description: 'JSON Pointer into the packet, with `*` for any place in a list.',
              examples: ['/stakeholders/*/role'],
            }),
            keyword: z.string().meta({ description: 'The keyword of the schema.', examples: ['required'] }),
            ...counted(),
          }),
        )
        .meta({
          description: 'Where packets differ from the schema, the place with most handoffs first; at most 100.',
        }),
    })
    .meta({ id: 'BacktestRefusals', description: 'What would have been refused.' }),
);

const destination = once(() =>
  z
    .strictObject({
      ruleId: z.string().nullable().meta({ description: 'null: no rule matched.' }),
      to: assigneeSchema().nullable().meta({ description: 'null: the contract names no fallback.' }),
    })
    .meta({ id: 'BacktestDestination', description: 'Whither the rules send it.' }),
);

const routing = once(() =>
  z
    .strictObject({
      moved: z.int().meta({ description: 'How many would be sent to another owner or queue.' }),
      flows: z
        .array(
          z.strictObject({
            recorded: destination(),
            tested: destination(),
            moved: z.boolean().meta({ description: 'Whether that is another owner or queue.' }),
            ...counted(),
          }),
        )
        .meta({ description: 'Each way that was taken with the way that would be, the one with most handoffs first.' }),
    })
    .meta({ id: 'BacktestRouting', description: 'Where handoffs would have gone.' }),
);

const results = once(() =>
  z
    .strictObject({
      met: z.int(),
      breached: z.int().meta({ description: 'Late, whether or not it was stopped at last.' }),
      cancelled: z.int(),
      open: z.int().meta({ description: 'Neither late nor over.' }),
    })
    .meta({ id: 'BacktestClockResults', description: 'How the runs of a clock came out.' }),
);

const clockFigures = once(() =>
  z
    .strictObject({
      name: z.string().meta({ examples: ['accept'] }),
      recorded: results(),
      tested: results(),
      broken: z
        .strictObject(counted())
        .meta({ description: 'Handoffs in which it was not late, or did not run, and would have been late.' }),
      kept: z.strictObject(counted()).meta({ description: 'Handoffs in which it was late, and would not have been.' }),
    })
    .meta({ id: 'BacktestClock', description: 'One clock as it ran, and as it would have.' }),
);

export const backtestAnswer = once(() =>
  z
    .strictObject({
      contractId: idSchema('ctr'),
      tested: z.strictObject({
        contractVersion: z
          .int()
          .positive()
          .meta({ description: 'The number that it has, or would be published under.' }),
        source: z.enum(['draft', 'published']).meta({ description: 'What was tested.' }),
        patched: z.boolean().meta({ description: 'Whether with the changes of `patch`.' }),
      }),
      from: canonicalInstantSchema(),
      to: canonicalInstantSchema(),
      judged: z.int().meta({ description: 'How many handoffs this answer is about. Figures of several pages add up.' }),
      versions: z
        .array(z.strictObject({ contractVersion: z.int().positive(), count: z.int() }))
        .meta({ description: 'The versions that they were submitted under.' }),
      refused: refused(),
      overridden: z.strictObject(counted()).meta({
        description: 'What went through by an override, and would need one again; it is not among the refused.',
      }),
      routing: routing(),
      clocks: z.array(clockFigures()).meta({ description: 'Of what would not have been refused.' }),
      withoutPacket: z.int().meta({ description: 'Not judged: the packet is not kept any more.' }),
      tooLong: z.int().meta({
        description:
          'Not judged: more than 2,000 events have happened to it, or to what its fields would be carried over from.',
      }),
      assumptions: z.array(z.string()).meta({ description: 'What these figures take for granted.' }),
      nextCursor: z
        .string()
        .nullable()
        .meta({ description: 'Pass it as `cursor` to go on; null once the whole window has been looked at.' }),
    })
    .meta({ id: 'Backtest' }),
);
