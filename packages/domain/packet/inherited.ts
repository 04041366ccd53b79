import * as z from 'zod';
import { once } from '../once.ts';

/** Fields that one contract may have carried over. Their marks are part of events, which must stay small. */
export const MAX_INHERITED = 20;

/** Where a field of a packet comes from that its sender left out. */
export const inheritedFieldSchema = once(() =>
  z
    .strictObject({
      field: z.string().meta({ description: 'JSON Pointer into the packet.', examples: ['/stakeholders'] }),
      handoffId: z.string().meta({
        description: 'The earlier handoff of the same subject whose packet had it.',
        examples: ['hnd_01JDA5K7ZWQ0R8T2V4X6Y8B0CD'],
      }),
      packetRevision: z
        .int()
        .positive()
        .meta({ description: 'The revision of that packet.', examples: [1] }),
      sourceField: z
        .string()
        .optional()
        .meta({ description: 'JSON Pointer into that packet; absent: it is the same as `field`.' }),
    })
    .meta({ id: 'InheritedField', description: 'A field that its sender left out and an earlier packet had.' }),
);
export type InheritedField = z.infer<ReturnType<typeof inheritedFieldSchema>>;

/** The marks of one packet revision. */
export const inheritedFieldsSchema = once(() => z.array(inheritedFieldSchema()).max(MAX_INHERITED));

/** What travels with one attempt: the packet, and which of its fields were carried over. */
export interface TravellingPacket {
  readonly packet: unknown;
  readonly inherited: readonly InheritedField[];
}
