import { addSeconds, earlier, type Instant } from '#domain/instant.ts';
import type { Violation } from '#domain/problem.ts';
import { type RecordedEvent, wholeSecond } from '#domain/recorded-event.ts';
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
  /** Recorded before; absent: now. */
  readonly to?: Instant | undefined;
}

/** Why a window cannot be replayed, with every cause; empty if it can. */
export function checkWindow({ from, to }: ReplayWindow, now: Instant): Violation[] {
  const violations: Violation[] = [];
  if (from < oldest(now)) {
    const message = `must be at most ${KEPT_DAYS} days back: events are kept for so long`;
    violations.push({ pointer: '/from', code: 'too_old', message });
  }
  if (from >= now) {
    violations.push({ pointer: '/from', code: 'in_future', message: 'must be in the past' });
  }
  if (to === undefined) return violations;
  if (to <= from) violations.push({ pointer: '/to', code: 'out_of_order', message: 'must be after `from`' });
  if (to > addSeconds(now, LEEWAY_SECONDS)) {
    const message = 'must not be in the future: what happens from now on is delivered anyway';
    violations.push({ pointer: '/to', code: 'in_future', message });
  }
  return violations;
}

/**
 * The window as it is replayed: nothing that is still to happen, and all of the second in which it begins, since what was
 * recorded is dated by the second.
 */
export function windowUpTo(
  now: Instant,
  { from, to = now }: ReplayWindow,
): { readonly from: Instant; readonly to: Instant } {
  return { from: wholeSecond(from), to: earlier(to, now) };
}

/** Why these events cannot be replayed: each one that there is not, is too old, or is named twice. */
export async function checkEventIds(context: TenantContext, eventIds: readonly string[]): Promise<Violation[]> {
  const unique = [...new Set(eventIds)];
  const found = await inBatches(unique, CONCURRENCY, (id) => findEvent(context, id));
  const known = new Map(found.flatMap((recorded) => (recorded === undefined ? [] : [[recorded.event.id, recorded]])));
  return eventIds.flatMap((id, index): Violation[] => {
    const pointer = `/eventIds/${index}`;
    const event = known.get(id);
    if (event === undefined) return [{ pointer, code: 'unknown_event', message: `There is no event ${id}.` }];
    if (isTooOld(event, context.now)) {
      const message = `was recorded at ${event.recordedAt}: events are replayed for ${KEPT_DAYS} days`;
      return [{ pointer, code: 'too_old', message }];
    }
    if (eventIds.indexOf(id) !== index) return [{ pointer, code: 'repeated', message: 'is named before already' }];
    return [];
  });
}

function isTooOld({ recordedAt }: RecordedEvent, now: Instant): boolean {
  return recordedAt < oldest(now);
}

function oldest(now: Instant): Instant {
  return addSeconds(now, -MAX_REPLAY_AGE_SECONDS - LEEWAY_SECONDS);
}
