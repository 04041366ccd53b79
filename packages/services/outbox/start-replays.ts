import type { ReplayQueue } from '#aws/ports.ts';
import type { StreamedCommit } from '#storage/commit.ts';
import { actForEach, type Stuck } from './stuck.ts';

/** The version in which a replay is written when it is asked for. */
const FIRST_VERSION = 1;

/** Has each replay begun that was asked for. One that has begun is further on, and takes no notice of a repetition. */
export async function startReplays(
  replays: ReplayQueue,
  commits: readonly StreamedCommit[],
): Promise<(Stuck | undefined)[]> {
  const wanted = commits.flatMap(({ tenantId, mode, replayId }, index) =>
    replayId === undefined ? [] : [{ index, request: { tenantId, mode, replayId, version: FIRST_VERSION } }],
  );
  return actForEach(wanted, ({ request }) => replays.send(request));
}
