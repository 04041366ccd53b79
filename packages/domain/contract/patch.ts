import * as z from 'zod';
import { once } from '../once.ts';
import { contractBodySchema } from './body.ts';

/**
 * The members of a contract that an edit may replace, each as a whole. Nothing has a default here: what is left out
 * stays as it is.
 */
export const contractPatchSchema = once(() => {
  const { shape } = contractBodySchema();
  return z
    .strictObject({
      name: shape.name,
      from: shape.from,
      to: shape.to,
      subjectType: shape.subjectType,
      customerRisk: shape.customerRisk,
      packet: shape.packet.unwrap(),
      entryCriteria: shape.entryCriteria.unwrap(),
      exitCriteria: shape.exitCriteria.unwrap(),
      milestones: shape.milestones.unwrap(),
      rejectionReasons: shape.rejectionReasons.unwrap(),
      pauseReasons: shape.pauseReasons.unwrap(),
      pauseLimits: shape.pauseLimits.unwrap(),
      routing: shape.routing.unwrap(),
      clocks: shape.clocks.unwrap(),
      escalation: shape.escalation.unwrap(),
      maxAttempts: shape.maxAttempts.unwrap(),
    })
    .partial()
    .meta({ id: 'ContractPatch', description: 'The members of a contract that change, each replaced as a whole.' });
});

export type ContractPatch = z.infer<ReturnType<typeof contractPatchSchema>>;

/** `body` with the members of `patch` in place of its own. */
export function patchContract(body: z.infer<ReturnType<typeof contractBodySchema>>, patch: ContractPatch) {
  return contractBodySchema().parse({ ...body, ...patch });
}
