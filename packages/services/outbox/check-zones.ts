import type { ZoneCheckQueue } from '#aws/ports.ts';
import { MODES } from '#domain/wire.ts';
import type { StreamedCommit } from '#storage/commit.ts';
import { actForEach, type Stuck } from './stuck.ts';

/** Longer than whoever counts figures remembers a tenant's time zone. */
const REMEMBERED_SECONDS = 65;

/** Has it looked, for each tenant that was changed, at whether its figures are of its time zone. Repeating it does no harm. */
export async function checkZones(
  zones: ZoneCheckQueue,
  commits: readonly StreamedCommit[],
): Promise<(Stuck | undefined)[]> {
  const wanted = commits.flatMap(({ tenantId, changed = false }, index) =>
    changed ? MODES.map((mode) => ({ index, request: { tenantId, mode, work: 'zone' as const } })) : [],
  );
  return actForEach(wanted, ({ request }) => zones.send(request, { delaySeconds: REMEMBERED_SECONDS }));
}
