import type { BatonClient, Method } from '#sdk/index.ts';
import type { Declared, Kind, Members } from './document.ts';

/** Where something is kept, and its version, for the next change. */
export interface Saved {
  readonly id: string;
  readonly etag: string;
}

const LISTS: Readonly<Record<Kind, string>> = {
  Calendar: '/v1/calendars',
  Owner: '/v1/owners',
  Queue: '/v1/queues',
  Contract: '/v1/contracts',
};

export async function create(
  baton: BatonClient,
  { kind, name }: Declared,
  members: Members,
  signal: AbortSignal,
): Promise<Saved> {
  return await saved(baton, 'POST', LISTS[kind], { body: { name, ...members }, signal });
}

export interface Edit extends Saved {
  readonly before: Members;
  readonly after: Members;
}

/** Makes it what it is to be, whole: members that it no longer has are taken away. */
export async function update(
  baton: BatonClient,
  { kind, name }: Declared,
  { id, etag, before, after }: Edit,
  signal: AbortSignal,
): Promise<Saved> {
  const method = kind === 'Calendar' ? 'PUT' : 'PATCH';
  const gone = Object.keys(before).filter((member) => !(member in after));
  const taken = kind === 'Calendar' ? {} : Object.fromEntries(gone.map((member) => [member, null]));
  const body = { name, ...taken, ...after };
  return await saved(baton, method, `${LISTS[kind]}/{id}`, { path: { id }, body, ifMatch: etag, signal });
}

async function saved(
  baton: BatonClient,
  method: Method,
  path: string,
  request: Parameters<BatonClient['request']>[2],
): Promise<Saved> {
  const { data, etag } = await baton.request(method, path, request);
  const { id, version } = data as { readonly id: string; readonly version: unknown };
  return { id, etag: etag ?? `"${String(version)}"` };
}
