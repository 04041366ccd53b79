import type { MetricsWork } from '#aws/ports.ts';
import { finishRebuild, forget, type Reached, reach } from '#domain/metrics/generation.ts';
import { backOff, MAX_ATTEMPTS } from '#storage/back-off.ts';
import type { TenantContext } from '../context.ts';
import { FIRST_ID, LAST_ID } from '../handoff/id-range.ts';
import type { MetricsDesk } from './desk.ts';
import { measureHandoffs } from './measure-handoffs.ts';
import { SETTLE_SECONDS } from './start-rebuild.ts';

const HANDOFFS = 100;

/**
 * Works on at figures that are counted anew, or removes such as nobody is shown any more, while there is time, and has the
 * rest done by the next message. A message that comes again, or late, finds that its piece is done.
 */
export async function workRebuild(
  context: TenantContext,
  desk: MetricsDesk,
  work: MetricsWork,
  hasTime: () => boolean,
): Promise<void> {
  switch (work.work) {
    case 'build':
      return build(context, desk, work, hasTime);
    case 'remove':
      return remove(context, desk, work, hasTime);
  }
}

async function build(
  context: TenantContext,
  desk: MetricsDesk,
  work: MetricsWork,
  hasTime: () => boolean,
): Promise<void> {
  const before = await context.stores.metrics.generations({ consistent: true });
  if (before?.building?.number === work.generation && before.building.step === work.step) {
    const reached = await countOn(context, desk, before.building.reached, hasTime);
    await moveOn(context, work, reached);
  }
  // also after a delivery of the same message that got so far and no further
  const after = await context.stores.metrics.generations({ consistent: true });
  if (after?.serving.number === work.generation) await askForRemoval(desk, work, after.retired);
  else if (after?.building?.number === work.generation && after.building.step === work.step + 1) {
    await desk.queue.send({ ...work, step: work.step + 1 });
  }
}

/** Notes how far it is counted, unless somebody else has. Cells may have been spread further since it began: they stay so. */
async function moveOn({ stores: { metrics }, now }: TenantContext, work: MetricsWork, reached: Reached | 'end') {
  for (let attempt = 1; ; attempt++) {
    await backOff(attempt);
    const present = await metrics.generations({ consistent: true });
    if (present?.building?.number !== work.generation || present.building.step !== work.step) return;
    const next = reached === 'end' ? finishRebuild(present) : reach(present, reached, now);
    if (await metrics.saveGenerations(next)) return;
    if (attempt === MAX_ATTEMPTS) throw new Error('the generations of figures were changed again and again');
  }
}

async function askForRemoval(desk: MetricsDesk, work: MetricsWork, retired: readonly number[]): Promise<void> {
  for (const generation of retired) {
    await desk.queue.send({ ...work, work: 'remove', generation, step: 0 }, { delaySeconds: SETTLE_SECONDS });
  }
}

/** Up to where every handoff is counted: contract by contract, each handoff's contract being the same for its life. */
async function countOn(
  context: TenantContext,
  desk: MetricsDesk,
  from: Reached | undefined,
  hasTime: () => boolean,
): Promise<Reached | 'end'> {
  let reached = from ?? (await nextContract(context, undefined));
  while (reached !== undefined) {
    const { contractId, handoffId } = reached;
    const low = handoffId === undefined ? FIRST_ID : `${handoffId}!`;
    const range = { low, high: LAST_ID, descending: false, limit: HANDOFFS };
    const ids = await context.stores.handoffs.list({ by: 'contract', contractId }, range);
    await measureHandoffs(context, desk, ids);
    const last = ids.at(-1);
    reached = last === undefined ? await nextContract(context, contractId) : { contractId, handoffId: last };
    if (reached !== undefined && !hasTime()) return reached;
  }
  return 'end';
}

async function nextContract({ stores }: TenantContext, after: string | undefined): Promise<Reached | undefined> {
  const [first] = (await stores.contracts.list({ limit: 1, ...(after === undefined ? {} : { after }) })).data;
  return first && { contractId: first.id };
}

async function remove(
  context: TenantContext,
  desk: MetricsDesk,
  work: MetricsWork,
  hasTime: () => boolean,
): Promise<void> {
  const { metrics } = context.stores;
  const before = await metrics.generations({ consistent: true });
  if (before?.retired.includes(work.generation) !== true) return;
  for (let more = true; more; ) {
    if (!hasTime()) return desk.queue.send(work);
    more = await metrics.removeSome(work.generation);
  }
  const present = await metrics.generations({ consistent: true });
  if (present === undefined || (await metrics.saveGenerations(forget(present, work.generation)))) return;
  throw new Error('the generations of figures were changed at the same time');
}
