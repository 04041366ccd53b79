import { addSeconds, earlier, type Instant } from '#domain/instant.ts';
import type { Violation } from '#domain/problem.ts';
import { MAX_REPLAY_AGE_SECONDS } from '#domain/webhook/replay.ts';
import type { TenantContext } from '../context.ts';
import { findEvent } from '../event/find-event.ts';
import { inBatches } from '../in-batches.ts';

/** A caller's clock may be this much off, and the request has been under way. */
const LEEWAY_SECONDS = 60;
const KEPT_DAYS = MAX_REPLAY_AGE_SECONDS / 86_400;
/** How many events are looked up beside each other. */
const CONCURRENCY = 20;

export interface ReplayWindow {
  /** Recorded at or after. */
  readonly from: Instant;
  /** Recorded before. */
  readonly to: Instant;
}

/** Why a window cannot be replayed, with every cause; empty if it can. */
export function checkWindow({ from, to }: ReplayWindow, now: Instant): Violation[] {
  const violations: Violation[] = [];
  if (from < addSeconds(now, -MAX_REPLAY_AGE_SECONDS - LEEWAY_SECONDS)) {
    const message = `must be at most ${KEPT_DAYS} days back: events are kept for so long`;
    violations.push({ pointer: '/from', code: 'too_old', message });
  }
  if (to <= from) violations.push({ pointer: '/to', code: 'out_of_order', message: 'must be after `from`' });
  if (to > addSeconds(now, LEEWAY_SECONDS)) {
    const message = 'must not be in the future: what happens from now on is delivered anyway';
    violations.push({ pointer: '/to', code: 'in_future', message });
  }
  return violations;
}

/** The window as it is replayed: nothing that is still to happen. */
export function windowUpTo(now: Instant, { from, to }: ReplayWindow): ReplayWindow {
  return { from, to: earlier(to, now) };
}

/** Why these events cannot be replayed: each one that there is not, and each that is named twice. */
export async function checkEventIds(context: TenantContext, eventIds: readonly string[]): Promise<Violation[]> {
  const unique = [...new Set(eventIds)];
  const found = await inBatches(unique, CONCURRENCY, (id) => findEvent(context, id));
  const known = new Set(found.flatMap((recorded) => recorded?.event.id ?? []));
  return eventIds.flatMap((id, index): Violation[] => {
    const pointer = `/eventIds/${index}`;
    if (!known.has(id)) return [{ pointer, code: 'unknown_event', message: `There is no event ${id}.` }];
    if (eventIds.indexOf(id) !== index) return [{ pointer, code: 'repeated', message: 'is named before already' }];
    return [];
  });
}
