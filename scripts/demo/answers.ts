import * as z from 'zod';

/** What the demo reads of Baton's answers. It is a caller like any other, so it knows the documented names only. */
export const signedUpSchema = z.looseObject({
  tenant: z.looseObject({ id: z.string() }),
  apiKeys: z.looseObject({ live: z.looseObject({ secret: z.string() }), test: z.looseObject({ secret: z.string() }) }),
});

export const ownerSchema = z.looseObject({ id: z.string(), name: z.string() });
export type Owner = z.infer<typeof ownerSchema>;

export const endpointSchema = z.looseObject({ id: z.string(), secret: z.string().startsWith('whsec_') });

export const contractSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  version: z.int().nullable(),
});

const json = z.record(z.string(), z.unknown());

export const templateSchema = z.looseObject({
  slug: z.string(),
  body: z.looseObject({
    clocks: z.array(z.looseObject({ name: z.string(), target: z.unknown() })),
    escalation: z.array(
      z.looseObject({ clock: z.string(), steps: z.array(z.looseObject({ id: z.string(), at: json })) }),
    ),
  }),
  examples: z.looseObject({ ready: json, notReady: json, outcome: json }),
});
export type Template = z.infer<typeof templateSchema>;

export const problemSchema = z.looseObject({
  code: z.string(),
  detail: z.string(),
  errors: z
    .array(z.looseObject({ pointer: z.string(), code: z.string(), message: z.string(), details: json.optional() }))
    .default([]),
});
export type Problem = z.infer<typeof problemSchema>;

const instant = z.iso.datetime();

export const handoffSchema = z.looseObject({
  id: z.string(),
  state: z.string(),
  holder: z.looseObject({ ownerId: z.string().optional() }),
  clocks: z.array(
    z.looseObject({
      name: z.string(),
      state: z.string(),
      startedAt: instant,
      dueAt: instant.nullable(),
      breachedAt: instant.nullable(),
      detectedAt: instant.nullable(),
      elapsedSeconds: z.number(),
    }),
  ),
});
export type Handoff = z.infer<typeof handoffSchema>;

export const handoffPageSchema = z.looseObject({ data: z.array(z.looseObject({ id: z.string() })) });

/** An event, as the timeline has it and as a webhook brings it. */
export const eventSchema = z.looseObject({
  id: z.string(),
  type: z.string(),
  occurredAt: instant,
  detectedAt: instant.optional(),
  handoffId: z.string().optional(),
  sequence: z.int().optional(),
  actor: z.looseObject({ type: z.string() }),
  data: json,
});
export type BatonEvent = z.infer<typeof eventSchema>;

export const eventPageSchema = z.looseObject({ data: z.array(eventSchema), nextCursor: z.string().nullable() });
