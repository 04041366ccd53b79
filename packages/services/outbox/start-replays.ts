import type { ReplayQueue } from '#aws/ports.ts';
import type { StreamedCommit } from '#storage/commit.ts';
import type { Stuck } from './stuck.ts';

/** The version in which a replay is written when it is asked for. */
const FIRST_VERSION = 1;

/** Has each replay begun that was asked for. One that has begun is further on, and takes no notice of a repetition. */
export async function startReplays(
  replays: ReplayQueue,
  commits: readonly StreamedCommit[],
): Promise<(Stuck | undefined)[]> {
  return Promise.all(
    commits.map(async ({ tenantId, mode, replayId }, index) => {
      if (replayId === undefined) return undefined;
      try {
        await replays.send({ tenantId, mode, replayId, version: FIRST_VERSION });
        return undefined;
      } catch (error) {
        return { index, error };
      }
    }),
  );
}
