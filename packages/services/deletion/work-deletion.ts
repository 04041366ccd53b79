import type { DeletionQueue, DeletionRequest } from '#aws/ports.ts';
import type { Instant } from '#domain/instant.ts';
import { advanceDeletion } from '#domain/tenancy/deletion.ts';
import type { DeletionStore } from '#storage/deletion-store.ts';
import type { Remains } from '#storage/remains.ts';
import { eraseRemains } from './erase-remains.ts';
import { Pass, type TenantSchedules } from './pass.ts';
import { stopWriters } from './stop-writers.ts';

export interface DeletionDesk {
  readonly deletionOf: (tenantId: string) => Pick<DeletionStore, 'get' | 'save'>;
  readonly remainsOf: (tenantId: string) => Remains;
  /** Removes the answer that is kept by `name` to the sign-up of that tenant. */
  readonly forgetSignUp: (signUp: { readonly name: string; readonly tenantId: string }) => Promise<void>;
  readonly schedules: TenantSchedules;
  readonly queue: DeletionQueue;
  readonly now: () => Instant;
  /** Begins the time for one step; what it answers says whether there is any left. */
  readonly startTimer: () => () => boolean;
  /** Longer than whatever is in flight takes to end, and any index to follow the table. At most 900. */
  readonly pauseSeconds: number;
}

/**
 * Does one step of a deletion and asks for the next. Each step begins anew with what is still there, so that one that dies
 * is just done again. Of messages that come twice one goes on: the others find the deletion further by a step.
 */
export async function workDeletion(desk: DeletionDesk, { tenantId, version }: DeletionRequest): Promise<void> {
  const store = desk.deletionOf(tenantId);
  const deletion = await store.get();
  if (deletion === undefined || deletion.status === 'erased') return;
  // its step is noted, and whoever did it may have died before it asked for the next
  if (version === deletion.version - 1) await desk.queue.send({ tenantId, version: deletion.version });
  if (version !== deletion.version) return;
  const pass = new Pass(desk.remainsOf(tenantId), desk.schedules, desk.startTimer());
  await stopWriters(pass, (name) => desk.forgetSignUp({ name, tenantId }));
  if (deletion.status === 'erasing' && pass.goOn()) await eraseRemains(pass, tenantId);
  const { deletion: advanced, next } = advanceDeletion(deletion, pass, desk.now());
  if (!(await store.save(advanced)) || next === 'never') return;
  const delaySeconds = next === 'after_pause' ? desk.pauseSeconds : 0;
  await desk.queue.send({ tenantId, version: advanced.version }, { delaySeconds });
}
