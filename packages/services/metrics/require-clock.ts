import type { Contract } from '#domain/contract/contract.ts';
import { invalid } from '#domain/problem.ts';
import type { CallContext } from '../context.ts';
import { inBatches } from '../in-batches.ts';

/** Versions that are looked at, the latest first; where there are more, the clock may be one of an older version. */
const MOST_VERSIONS = 40;
const WIDTH = 10;

/**
 * Refuses a clock that no version of the contract has: it would have no figures, ever. Of one version it may have some
 * that this version does not have: what a migration ends is counted for the version that the handoff goes on by.
 *
 * @throws DomainError `validation_failed` that names the clocks there are
 */
export async function requireClock(
  context: CallContext,
  { id: contractId, publishedVersion = 0 }: Pick<Contract, 'id' | 'publishedVersion'>,
  clock: string,
): Promise<void> {
  const versions = latestOf(publishedVersion);
  const known = new Set<string>();
  for (let start = 0; start < versions.length; start += WIDTH) {
    const names = await inBatches(versions.slice(start, start + WIDTH), WIDTH, async (contractVersion) => {
      const { terms } = await context.terms.get(context, { contractId, contractVersion });
      return terms.body.clocks.map(({ name }) => name);
    });
    for (const name of names.flat()) known.add(name);
    if (known.has(clock)) return;
  }
  if (publishedVersion === 0 || publishedVersion > MOST_VERSIONS) return;
  const there = known.size === 0 ? 'it has none' : `its clocks are ${[...known].join(', ')}`;
  throw invalid({ pointer: '/query/clock', code: 'unknown_clock', message: `is no clock of this contract: ${there}` });
}

function latestOf(published: number): readonly number[] {
  return Array.from({ length: Math.min(published, MOST_VERSIONS) }, (_, index) => published - index);
}
