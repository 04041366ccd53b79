import type { DeletionQueue } from '#aws/ports.ts';
import type { StreamedCommit } from '#storage/commit.ts';
import { actForEach, type Stuck } from './stuck.ts';

/** The version in which a deletion is written when it is asked for. */
const FIRST_VERSION = 1;

/** Has each tenant deleted that was closed. A deletion that has begun is further on, and takes no notice of a repetition. */
export async function startDeletions(
  deletions: DeletionQueue,
  commits: readonly StreamedCommit[],
): Promise<(Stuck | undefined)[]> {
  const wanted = commits.flatMap(({ tenantId, closed = false }, index) => (closed ? [{ index, tenantId }] : []));
  return actForEach(wanted, ({ tenantId }) => deletions.send({ tenantId, version: FIRST_VERSION }));
}
