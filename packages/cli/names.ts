import { type BatonClient, BatonError } from '#sdk/index.ts';

/** How many names are looked up for one answer; of more, the ids are told. */
const MOST = 20;

/** What owners and queues are called, by their ids; none where the key may not read them, or they are gone. */
export async function namesOf(
  baton: BatonClient,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const unique = [...new Set(ids)].slice(0, MOST);
  const found = await Promise.all(unique.map(async (id) => [id, await nameOf(baton, id, signal)] as const));
  return new Map(found.flatMap(([id, name]) => (name === undefined ? [] : [[id, name] as const])));
}

async function nameOf(baton: BatonClient, id: string, signal: AbortSignal): Promise<string | undefined> {
  const request = { path: { id }, signal };
  try {
    const kept = id.startsWith('que_')
      ? await baton.get('/v1/queues/{id}', request)
      : await baton.get('/v1/owners/{id}', request);
    return kept.name;
  } catch (error) {
    if (error instanceof BatonError) return undefined;
    throw error;
  }
}
