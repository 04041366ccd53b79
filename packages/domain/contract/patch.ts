import * as z from 'zod';
import { once } from '../once.ts';
import { contractBodySchema } from './body.ts';

/** A member that may be left out of a contract, and that `null` takes away: what has a default is then as by that. */
function removable<T extends z.ZodType>(member: { unwrap(): T }) {
  return member.unwrap().nullable();
}

/**
 * The members of a contract that an edit may replace, each as a whole, or take away by `null`. Nothing has a default here:
 * what is left out stays as it is.
 */
export const contractPatchSchema = once(() => {
  const { shape } = contractBodySchema();
  return z
    .strictObject({
      name: shape.name,
      from: shape.from,
      to: shape.to,
      subjectType: shape.subjectType,
      customerRisk: removable(shape.customerRisk),
      packet: removable(shape.packet),
      entryCriteria: removable(shape.entryCriteria),
      exitCriteria: removable(shape.exitCriteria),
      milestones: removable(shape.milestones),
      rejectionReasons: removable(shape.rejectionReasons),
      pauseReasons: removable(shape.pauseReasons),
      pauseLimits: removable(shape.pauseLimits),
      routing: removable(shape.routing),
      clocks: removable(shape.clocks),
      escalation: removable(shape.escalation),
      maxAttempts: removable(shape.maxAttempts),
    })
    .partial()
    .meta({
      id: 'ContractPatch',
      description:
        'The members of a contract that change, each replaced as a whole. One that is null is taken away, or goes back to its default.',
    });
});

export type ContractPatch = z.infer<ReturnType<typeof contractPatchSchema>>;

/** `body` with the members of `patch` in place of its own; those that are null are taken away. */
export function patchContract(body: z.infer<ReturnType<typeof contractBodySchema>>, patch: ContractPatch) {
  const members = Object.entries({ ...body, ...patch }).filter(([, value]) => value !== null);
  return contractBodySchema().parse(Object.fromEntries(members));
}
