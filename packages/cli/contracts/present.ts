import type { BatonClient } from '#sdk/index.ts';
import type { Kind, Members } from './document.ts';

/** Something that the server has, as far as files say anything of it. */
export interface Present {
  readonly kind: Kind;
  readonly id: string;
  readonly name: string;
  /** For `ifMatch` of a change. */
  readonly etag: string;
  /** What files say of it, with ids. Of a contract: what is in force, or the draft of one that never was. */
  readonly members: Members;
  readonly contract?: {
    readonly status: 'draft' | 'published' | 'retired';
    /** Members of the draft, if it has one. */
    readonly draft: Members | undefined;
  };
}

/** All that a tenant has of what files can say. Retired contracts are history, and left out. */
export async function presentOf(baton: BatonClient, signal: AbortSignal): Promise<readonly Present[]> {
  const all = { query: { limit: 100 }, signal } as const;
  const found: Present[] = [];
  for await (const calendar of baton.paginate('/v1/calendars', all)) found.push(plain('Calendar', calendar));
  for await (const owner of baton.paginate('/v1/owners', all)) found.push(plain('Owner', owner));
  for await (const queue of baton.paginate('/v1/queues', all)) found.push(plain('Queue', queue));
  for await (const contract of baton.paginate('/v1/contracts', all)) {
    if (contract.status === 'retired') continue;
    const { id, name, status, version, hasDraft, bodyOf: _of, revision, successorId: _to, ...rest } = contract;
    const { createdAt: _created, updatedAt: _updated, ...members } = rest;
    const draft = hasDraft ? members : undefined;
    const inForce = hasDraft && version !== null ? await bodyOfVersion(baton, id, version, signal) : { name, members };
    found.push({
      kind: 'Contract',
      id,
      name: inForce.name,
      etag: `"${revision}"`,
      members: inForce.members,
      contract: { status, draft },
    });
  }
  return found;
}

async function bodyOfVersion(baton: BatonClient, id: string, version: number, signal: AbortSignal) {
  const path = { id, version };
  const { body } = await baton.get('/v1/contracts/{id}/versions/{version}', { path, signal });
  const { name, ...members } = body;
  return { name, members };
}

interface Stored {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

function plain(
  kind: Kind,
  { id, name, version, createdAt: _created, updatedAt: _updated, ...members }: Stored,
): Present {
  return { kind, id, name, etag: `"${version}"`, members };
}
