import type { MetricsQueue, MetricsWork } from '#aws/ports.ts';
import { addSeconds } from '#domain/instant.ts';
import { beginRebuild, type Generations, isOutdated, resume } from '#domain/metrics/generation.ts';
import type { TenantContext } from '../context.ts';
import type { MetricsDesk } from './desk.ts';

/**
 * How long whoever has read the generations before may still be writing by them: more than the function may run. What is
 * to be sure that all others know of a generation waits for so long.
 */
export const SETTLE_SECONDS = 120;
/** A rebuild of which nothing has been heard for so long has lost its message. */
const STALLED_SECONDS = 2 * 3600;

/** Sees to it that figures are counted anew where they are of another time zone, or by rules that were changed. */
export async function keepCurrent(
  context: TenantContext,
  { queue, timeZoneOf }: Pick<MetricsDesk, 'queue' | 'timeZoneOf'>,
  generations: Generations,
): Promise<void> {
  const { building } = generations;
  const timeZone = await timeZoneOf(context.tenantId);
  if (timeZone === undefined) return;
  if (isOutdated(generations, timeZone)) await ask(context, queue, beginRebuild(generations, timeZone, context.now));
  else if (building !== undefined && context.now > addSeconds(building.movedAt, STALLED_SECONDS)) {
    await ask(context, queue, resume(generations, context.now));
  }
}

/** The message goes first, and late: where the generations are not written after it, it finds nothing to do. */
async function ask({ tenantId, mode, stores }: TenantContext, queue: MetricsQueue, next: Generations): Promise<void> {
  const { building } = next;
  if (building === undefined) return;
  const work: MetricsWork = { tenantId, mode, work: 'build', generation: building.number, step: building.step };
  await queue.send(work, { delaySeconds: SETTLE_SECONDS });
  await stores.metrics.saveGenerations(next);
}
