import type { HandoffRef } from '#aws/ports.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import { once } from '#domain/once.ts';
import type { StreamedCommit } from '#storage/commit.ts';
import type { TenantContext } from '../context.ts';
import type { EnterTenant } from '../system.ts';

/** A handoff that commits of a batch moved on, however many of them. */
export interface MovedHandoff {
  readonly ref: HandoffRef;
  /** Position of the first of its commits. */
  readonly index: number;
  /** It was submitted by one of them. */
  readonly fresh: boolean;
  /** Its state after the last of them, or later. Read once, at the first call; undefined: it is there no more. */
  readonly read: () => Promise<Handoff | undefined>;
}

/** By the ids of the handoffs, which no two tenants share. */
export function movedHandoffs(
  enter: EnterTenant,
  commits: readonly StreamedCommit[],
): ReadonlyMap<string, MovedHandoff> {
  const moved = new Map<string, MovedHandoff>();
  for (const [index, { tenantId, mode, handoff, events }] of commits.entries()) {
    if (handoff === undefined) continue;
    const before = moved.get(handoff.id);
    moved.set(handoff.id, {
      ref: { tenantId, mode, handoffId: handoff.id },
      index: before?.index ?? index,
      fresh: before?.fresh === true || events.some(({ type }) => type === 'handoff.submitted'),
      read: once(() => readAtLeast(enter({ tenantId, mode }), handoff)),
    });
  }
  return moved;
}

/** The handoff at the commit's version or a later one: a cheap read first, an exact one if that was too old. */
async function readAtLeast(
  { stores }: TenantContext,
  { id, version }: NonNullable<StreamedCommit['handoff']>,
): Promise<Handoff | undefined> {
  const found = await stores.handoffs.get(id, { consistent: false });
  return found !== undefined && found.version >= version ? found : stores.handoffs.get(id);
}
