import { addSeconds, earlier, type Instant } from '#domain/instant.ts';
import type { Segment, WorkingTime } from '#domain/sla/working-time.ts';

const STEP_SECONDS = 365 * 24 * 3600;

/**
 * The segments from `start` to `end`; undefined if there are more than `most`. It goes year by year, so that what is
 * refused for being too much is not calculated first.
 */
export function boundedSegments(
  workingTime: WorkingTime,
  start: Instant,
  end: Instant,
  most: number,
): readonly Segment[] | undefined {
  const found: Segment[] = [];
  for (let from = start; from < end; from = addSeconds(from, STEP_SECONDS)) {
    const until = earlier(addSeconds(from, STEP_SECONDS), end);
    for (const segment of workingTime.segments(from, until)) append(found, segment);
    if (found.length > most) return undefined;
  }
  return found;
}

/** Where a year ends amid a segment, the next one goes on with it. */
function append(found: Segment[], segment: Segment): void {
  const last = found.at(-1);
  if (last?.kind === segment.kind) found.splice(-1, 1, { ...last, to: segment.to });
  else found.push(segment);
}
