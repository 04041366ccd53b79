import { addSeconds, type Instant, later } from '#domain/instant.ts';
import { invalid, type Violation } from '#domain/problem.ts';
import { EVENTS_KEPT_SECONDS, oldestKept } from '#storage/logged-commit.ts';

const KEPT_DAYS = EVENTS_KEPT_SECONDS / (24 * 3600);
/** A caller who asks for all that is kept has reckoned before we do. */
const UNDER_WAY_SECONDS = 60;

/** The stretch of the log that a caller asks for, both ends over `recordedAt`. */
export interface AskedWindow {
  /** Recorded at or after. */
  readonly from?: Instant | undefined;
  /** Recorded before. */
  readonly to?: Instant | undefined;
}

/**
 * The window as the log can show it: what is older than the log keeps may still be stored for a while, and is not shown.
 * `place` is where `from` and `to` were: `/query`, or nothing for a body.
 *
 * @throws DomainError `validation_failed`: further back than the log goes, or the wrong way round
 */
export function logWindow(
  now: Instant,
  { from, to }: AskedWindow,
  place: string,
): { readonly from: Instant; readonly to?: Instant } {
  const oldest = oldestKept(now);
  const refused = addSeconds(oldest, -UNDER_WAY_SECONDS);
  const violations: Violation[] = [];
  for (const [name, instant] of [['from', from] as const, ['to', to] as const]) {
    if (instant === undefined || instant >= refused) continue;
    const message = `must be at most ${KEPT_DAYS} days back: events are kept for so long`;
    violations.push({ pointer: `${place}/${name}`, code: 'too_old', message });
  }
  if (from !== undefined && to !== undefined && to < from) {
    violations.push({ pointer: `${place}/to`, code: 'out_of_order', message: 'must not be before from' });
  }
  if (violations.length > 0) throw invalid(...violations);
  return { from: from === undefined ? oldest : later(from, oldest), ...(to === undefined ? {} : { to }) };
}
