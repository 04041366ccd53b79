import type { TenantContext } from '../context.ts';
import { inBatches } from '../in-batches.ts';
import { type GroupKey, nameOfGroup } from './group-key.ts';

/** What groups are called, by `nameOfGroup`. What is deleted is absent, and so is what has no name beside its key. */
export type GroupNames = ReadonlyMap<string, string>;

/** Contract versions that are read beside each other, where the process does not know them yet. */
const WIDTH = 10;

/** Looks up what groups are called now: a read for each of them that has an id, whatever is counted in it. */
export async function groupNames(context: TenantContext, keys: readonly GroupKey[]): Promise<GroupNames> {
  const { owners, queues } = context.stores;
  const named = await Promise.all([
    owners.getMany(keys.flatMap((key) => (key.by === 'owner' ? [key.ownerId] : []))),
    queues.getMany(keys.flatMap((key) => (key.by === 'queue' ? [key.queueId] : []))),
    contractNames(
      context,
      keys.flatMap((key) => (key.by === 'contract' ? [key.contractId] : [])),
    ),
    versionNames(
      context,
      keys.flatMap((key) => (key.by === 'version' ? [key] : [])),
    ),
  ]);
  return new Map(named.flat().map(({ id, name }) => [id, name]));
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** A contract is called what its version in force is called. */
async function contractNames(context: TenantContext, ids: readonly string[]): Promise<readonly Named[]> {
  const contracts = await context.stores.contracts.getMany(ids);
  const inForce = contracts.flatMap(({ id, publishedVersion }) =>
    publishedVersion === undefined ? [] : [{ id, contractId: id, version: publishedVersion }],
  );
  return inBatches(inForce, WIDTH, async ({ id, ...version }) => ({ id, name: await nameIn(context, version) }));
}

function versionNames(
  context: TenantContext,
  keys: readonly Extract<GroupKey, { by: 'version' }>[],
): Promise<readonly Named[]> {
  return inBatches(keys, WIDTH, async (key) => ({ id: nameOfGroup(key), name: await nameIn(context, key) }));
}

async function nameIn(
  context: TenantContext,
  { contractId, version }: { readonly contractId: string; readonly version: number },
): Promise<string> {
  const { terms } = await context.terms.get(context, { contractId, contractVersion: version });
  return terms.body.name;
}
