import type { MappedContract } from '#domain/journey/map.ts';
import type { CallContext } from '../context.ts';
import { inBatches } from '../in-batches.ts';

/** Contract versions that are read beside each other, where the process does not know them yet. */
const WIDTH = 10;

/**
 * The contracts of the map, in the order of their creation: those in force, and of the retired ones those under which
 * something happened. A draft is no part of the journey yet. A tenant's contracts are few by its plan.
 */
export async function mappedContracts(
  context: CallContext,
  hasFigures: (contractId: string) => boolean,
): Promise<readonly MappedContract[]> {
  const all = await context.stores.contracts.all({ consistent: false });
  const shown = all.flatMap(({ id: contractId, status, publishedVersion: version }) => {
    const isThere = status === 'published' || (status === 'retired' && hasFigures(contractId));
    return version === undefined || !isThere ? [] : [{ contractId, status, version }];
  });
  return inBatches(shown, WIDTH, async ({ contractId, status, version }) => {
    const { terms } = await context.terms.get(context, { contractId, contractVersion: version });
    return { contractId, status, version, body: terms.body };
  });
}
