import * as z from 'zod';
import { once } from '../once.ts';
import { MAX_INHERITED } from '../packet/inherited.ts';
import { MAX_POINTER_LENGTH } from '../packet/size.ts';
import { idSchema } from '../wire.ts';
import { identifierSchema } from './vocabulary.ts';

/** A field of a packet, of which the packet itself is none (RFC 6901). */
const fieldPointer = (description: string) =>
  z
    .string()
    .max(MAX_POINTER_LENGTH, { error: `must be at most ${MAX_POINTER_LENGTH} characters` })
    .regex(/^(?:\/(?:[^~/]|~[01])*)+$/u, { error: 'must be a JSON Pointer, such as /stakeholders' })
    .meta({ description, examples: ['/stakeholders'] });

const sourceSchema = once(() =>
  z
    .strictObject({
      contractId: idSchema('ctr').optional().meta({ description: 'Only packets of handoffs under this contract.' }),
      stage: z
        .strictObject({ from: identifierSchema().optional(), to: identifierSchema().optional() })
        .optional()
        .meta({
          description: 'Only packets of handoffs that went from, or to, this stage.',
          examples: [{ to: 'onboarding' }],
        }),
      field: fieldPointer('Where it is in the earlier packet; the same as `field`, if left out.').optional(),
    })
    .meta({ id: 'InheritanceSource', description: 'Which earlier packets count; all of them, if left out.' }),
);

const inheritanceSchema = once(() =>
  z
    .strictObject({
      field: fieldPointer('A field that the schema declares.'),
      from: sourceSchema().optional(),
    })
    .meta({
      id: 'Inheritance',
      description:
        'A field that is carried over from an earlier packet of the same subject, if the sender leaves it out.',
    }),
);
export type Inheritance = z.infer<ReturnType<typeof inheritanceSchema>>;

export const inheritancesSchema = once(() =>
  z.array(inheritanceSchema()).max(MAX_INHERITED, { error: `must have at most ${MAX_INHERITED} entries` }),
);
