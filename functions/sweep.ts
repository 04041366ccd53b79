import { createSweeper } from '#runtime/deadlines.ts';
import { log } from '#runtime/log.ts';
import { sweepDeadlines } from '#services/deadline/sweep-deadlines.ts';

const { system, index } = createSweeper(process.env);

/** Finds open deadlines whose timer was lost. Fails if any of them could not be repaired, so that somebody is told. */
export async function handler(): Promise<void> {
  const { repaired, failed } = await sweepDeadlines(system, index, ({ handoffId }, error) =>
    log.error('a deadline could not be repaired', { handoffId, error }),
  );
  log.info('swept', { repaired, failed });
  if (failed > 0) throw new Error(`${failed} deadlines could not be repaired`);
}
