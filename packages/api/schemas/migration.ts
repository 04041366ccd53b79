import * as z from 'zod';
import { targetSchema } from '#domain/handoff/parts.ts';
import { once } from '#domain/once.ts';
import { canonicalInstantSchema, idSchema } from '#domain/wire.ts';
import { passRequest } from './pass.ts';

export const migrationInput = once(() =>
  z
    .strictObject({
      toVersion: z.int().min(1).max(999_999).meta({ description: 'A published version of the contract.' }),
      ...passRequest(),
    })
    .meta({ id: 'MigrationInput' }),
);

export const rebaseInput = once(() => z.strictObject(passRequest()).meta({ id: 'RebaseInput' }));

const clockMove = once(() =>
  z
    .strictObject({
      name: z.string().meta({ examples: ['complete'] }),
      attempt: z.int().positive(),
      run: z.int().positive().meta({ description: 'Which run of that name in the handoff it is, from 1.' }),
      change: z.enum(['retargeted', 'cancelled', 'closed', 'kept']).meta({
        description:
          'retargeted: another target, calendar or due instant. cancelled: the version has no such clock. closed: nor that, and it was late. kept: it goes on as it was.',
      }),
      dueAtBefore: canonicalInstantSchema().nullable().meta({ description: 'null while it stands still in a pause.' }),
      dueAtAfter: canonicalInstantSchema()
        .nullable()
        .meta({ description: 'null while it stands still in a pause, or where it has ended.' }),
      targetBefore: targetSchema(),
      targetAfter: targetSchema().nullable().meta({ description: 'null where it has ended.' }),
      remainingSecondsBefore: z
        .number()
        .meta({ description: 'Working time that was left, frozen in a pause; negative when late.' }),
      remainingSecondsAfter: z
        .number()
        .nullable()
        .meta({ description: 'Working time that is left, frozen in a pause; null where it has ended.' }),
      shortNotice: z
        .literal(true)
        .optional()
        .meta({ description: 'Its target has passed already: it is due after a minimum notice instead.' }),
    })
    .meta({ id: 'ClockMove', description: 'What becomes of one open clock.' }),
);

const handoffMove = once(() =>
  z
    .strictObject({
      handoffId: idSchema('hnd'),
      fromVersion: z.int().positive().meta({ description: 'The version that it left, or was not moved from.' }),
      clocks: z.array(clockMove()).meta({ description: 'The clocks that were open.' }),
      error: z
        .strictObject({ code: z.string(), message: z.string() })
        .optional()
        .meta({ description: 'Why it was refused; then it is as it was.' }),
    })
    .meta({ id: 'HandoffMove', description: 'What became of one handoff, or would.' }),
);

const result = () => ({
  toVersion: z.int().positive(),
  dryRun: z.boolean(),
  data: z.array(handoffMove()).meta({ description: 'The handoffs that were moved, or would be, the oldest first.' }),
  skipped: z.int().meta({ description: 'How many were looked at and had nothing to be done.' }),
  nextCursor: z
    .string()
    .nullable()
    .meta({ description: 'Pass it as `cursor` to go on; null once all have been looked at. A page may be empty.' }),
});

export const migration = once(() =>
  z
    .strictObject({
      ...result(),
      migrated: z.int().meta({ description: 'How many were migrated, or would be.' }),
    })
    .meta({ id: 'Migration' }),
);

export const rebase = once(() =>
  z
    .strictObject({
      ...result(),
      rebased: z.int().meta({ description: 'How many were rebased, or would be.' }),
    })
    .meta({ id: 'Rebase' }),
);

const EXAMPLE = {
  toVersion: 2,
  dryRun: true,
  data: [
    {
      handoffId: 'hnd_01JDA5K7ZWQ0R8T2V4X6Y8B0CD',
      fromVersion: 1,
      clocks: [
        {
          name: 'complete',
          attempt: 1,
          run: 1,
          change: 'retargeted',
          dueAtBefore: '2026-12-01T09:00:00.000Z',
          dueAtAfter: '2026-12-03T09:00:00.000Z',
          targetBefore: { businessDays: 3 },
          targetAfter: { businessDays: 5 },
          remainingSecondsBefore: 37_800,
          remainingSecondsAfter: 91_800,
        },
      ],
    },
  ],
  skipped: 3,
  nextCursor: null,
};

export const migrationExample = { ...EXAMPLE, migrated: 1 };
export const rebaseExample = { ...EXAMPLE, rebased: 1 };
