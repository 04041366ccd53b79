import { addSeconds } from '#domain/instant.ts';
import { DUE_SHARDS, type DueIndex, type DuePosition, type OverdueHandoff } from '#storage/due-index.ts';
import { inBatches } from '../in-batches.ts';
import type { SystemContext } from '../system.ts';
import { advanceHandoff } from './advance-handoff.ts';

/** A timer that is this late is taken for lost: schedules have a minute's grace, and the queue some seconds. */
const GRACE_SECONDS = 90;
const PAGE = 100;
/** How many pages of a shard one run works off; the next run goes on. */
const MAX_PAGES = 20;
const CONCURRENCY = 10;

/** Told of each handoff that could not be repaired. */
type OnFailure = (handoff: OverdueHandoff, error: unknown) => void;

export interface Sweep {
  /** Handoffs whose deadlines had to be recorded here because no timer had done it. */
  readonly repaired: number;
  /** Handoffs that could not be brought up to now; they stay in the index for the next run. */
  readonly failed: number;
}

/** Finds handoffs whose timer was lost and does what the timer would have done. */
export async function sweepDeadlines(system: SystemContext, index: DueIndex, onFailure: OnFailure): Promise<Sweep> {
  let repaired = 0;
  let failed = 0;
  for (let shard = 0; shard < DUE_SHARDS; shard++) {
    const swept = await sweepShard(system, index, shard, onFailure);
    // told shard by shard: a sweep that runs out of time has more to tell than any other
    system.metrics.repairedDeadlines(swept.repaired);
    repaired += swept.repaired;
    failed += swept.failed;
  }
  return { repaired, failed };
}

async function sweepShard(system: SystemContext, index: DueIndex, shard: number, onFailure: OnFailure): Promise<Sweep> {
  const before = addSeconds(system.now(), -GRACE_SECONDS);
  let repaired = 0;
  let failed = 0;
  let after: DuePosition | undefined;
  // a page is gone on from where it ended, so that handoffs which cannot be repaired hide none of the others
  for (let page = 0; page < MAX_PAGES; page++) {
    const { handoffs, next } = await index.overdue(shard, before, { limit: PAGE, after });
    const results = await inBatches(handoffs, CONCURRENCY, (handoff) => repair(system, handoff, onFailure));
    repaired += results.filter((result) => result === 'repaired').length;
    failed += results.filter((result) => result === 'failed').length;
    if (next === undefined) break;
    after = next;
  }
  return { repaired, failed };
}

async function repair(
  system: SystemContext,
  handoff: OverdueHandoff,
  onFailure: OnFailure,
): Promise<'repaired' | 'nothing' | 'failed'> {
  try {
    const advance = await advanceHandoff(system.enter(handoff), handoff.handoffId);
    if (advance.status !== 'recorded') return 'nothing';
    system.metrics.detectionLag(advance.lagSeconds);
    return 'repaired';
  } catch (error) {
    onFailure(handoff, error);
    return 'failed';
  }
}
