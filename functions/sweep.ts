import { createSweeper } from '#runtime/deadlines.ts';
import { log } from '#runtime/log.ts';
import { sweepDeadlines } from '#services/deadline/sweep-deadlines.ts';
import { sweepDeliveries } from '#services/delivery/sweep-deliveries.ts';

const { system, index, desk } = createSweeper(process.env);

/**
 * Finds open deadlines whose timer was lost, and then deliveries and replays whose message was. Fails if any of them could
 * not be repaired, so that somebody is told.
 */
export async function handler(): Promise<void> {
  const deadlines = await sweepDeadlines(system, index, ({ handoffId }, error) =>
    log.error('a deadline could not be repaired', { handoffId, error }),
  );
  const onFailure = (what: object, error: unknown) => log.error('a delivery could not be repaired', { ...what, error });
  const deliveries = await sweepDeliveries({ ...desk, onFailure });
  log.info('swept', { deadlines, deliveries });
  const failed = deadlines.failed + deliveries.failed;
  if (failed > 0) throw new Error(`${failed} deadlines, deliveries or replays could not be repaired`);
}
