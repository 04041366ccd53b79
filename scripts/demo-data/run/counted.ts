import type { BatonClient } from '../../../packages/sdk/index.ts';
import type { DemoPlan } from '../plan/plan.ts';

const EVERY_MS = 2_000;

/**
 * Waits until all that was told is counted: figures follow what happens within seconds, and are complete once every
 * submission is in them and they stand still.
 */
export async function untilCounted(
  client: BatonClient,
  plan: DemoPlan,
  signal: AbortSignal,
  wait: (milliseconds: number) => Promise<void>,
): Promise<void> {
  const query = { from: plan.begin.slice(0, 10), to: plan.end.slice(0, 10) };
  for (let before = ''; ; ) {
    const report = await client.get('/v1/metrics', { query, signal });
    if (typeof report === 'string') throw new Error('the figures came as a table');
    const { counts } = report.totals;
    const now = JSON.stringify(counts);
    if (counts.submitted >= plan.stories.length && now === before) return;
    before = now;
    await wait(EVERY_MS);
  }
}
