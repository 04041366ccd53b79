import * as z from 'zod';
import { type Counters, NO_COUNTERS } from '../metrics/counters.ts';
import { CountersSum } from '../metrics/counters-sum.ts';
import type { TallyEntry } from '../metrics/tally.ts';
import { once } from '../once.ts';
import { canonicalInstantSchema } from '../wire.ts';
import { MOST } from './bounds.ts';
import { type Comparison, compareVersions, comparisonSchema, hasRun, overallVerdict, VERDICTS } from './comparison.ts';
import type { ReviewedMonth } from './reviewed-month.ts';

export const shippedSchema = once(() =>
  z
    .strictObject({
      contractId: z.string(),
      contractName: z.string(),
      version: z.int().positive(),
      previousVersion: z.int().positive(),
      publishedAt: canonicalInstantSchema().optional(),
      verdict: z.enum(VERDICTS),
      text: z.string(),
      measures: z.array(comparisonSchema()),
    })
    .meta({
      id: 'ShippedVersion',
      description: 'What a version of a contract changed, against the version before it.',
    }),
);
export type Shipped = z.infer<ReturnType<typeof shippedSchema>>;

/** The versions that ran in the month, beside those before them, over this month and the one before. */
export function shippedIn(month: ReviewedMonth): Shipped[] {
  const cells = [...(month.input.before ?? []), ...month.input.cells];
  const byContract = versionsIn(cells);
  const found = month.contracts.flatMap((contract) => {
    const versions = byContract.get(contract.contractId) ?? new Map<number, Counters>();
    const ran = [...contract.versions.keys()].sort((a, b) => b - a);
    const version = ran.find((each) => versions.has(each - 1) && hasRun(versions.get(each) ?? NO_COUNTERS));
    if (version === undefined) return [];
    const before = versions.get(version - 1) ?? NO_COUNTERS;
    if (!hasRun(before)) return [];
    const measures = compareVersions(before, versions.get(version) ?? NO_COUNTERS);
    const name = month.nameOf(contract);
    const publishedAt = month.version(contract.contractId, version)?.publishedAt;
    return [
      {
        contractId: contract.contractId,
        contractName: name,
        version,
        previousVersion: version - 1,
        ...(publishedAt === undefined ? {} : { publishedAt }),
        verdict: overallVerdict(measures),
        text: textOf(name, version, measures),
        measures,
      },
    ];
  });
  return found
    .sort((a, b) => weightOf(b) - weightOf(a) || (a.contractId < b.contractId ? -1 : 1))
    .slice(0, MOST.shipped);
}

/** Those that changed something come first, those that were tried most before the others. */
function weightOf({ verdict, measures }: Pick<Shipped, 'verdict' | 'measures'>): number {
  const most = Math.max(0, ...measures.map(({ after }) => after.of));
  return (verdict === 'better' || verdict === 'worse' ? 1e9 : 0) + most;
}

function versionsIn(cells: readonly TallyEntry[]): ReadonlyMap<string, ReadonlyMap<number, Counters>> {
  const sums = new Map<string, Map<number, CountersSum>>();
  for (const { cell, counters } of cells) {
    const { dimension } = cell;
    if (dimension.kind !== 'contract') continue;
    const versions = sums.get(dimension.contractId) ?? new Map<number, CountersSum>();
    sums.set(dimension.contractId, versions);
    const sum = versions.get(dimension.version) ?? new CountersSum();
    versions.set(dimension.version, sum);
    sum.add(counters);
  }
  return new Map(
    [...sums].map(([id, versions]) => [id, new Map([...versions].map(([version, sum]) => [version, sum.counters]))]),
  );
}

const WORDS: Readonly<Record<Comparison['measure'], string>> = {
  rejectionRate: 'rejections',
  attainment: 'attainment',
  overrideRate: 'overrides',
  dropOff: 'drop-off',
};

function textOf(name: string, version: number, measures: readonly Comparison[]): string {
  const changed = measures.filter(({ verdict }) => verdict === 'better' || verdict === 'worse');
  if (changed.length === 0) return `Version ${version} of “${name}” has changed nothing that can be told from chance.`;
  const parts = changed.map(({ measure, before, after }) => {
    const [was, is] = [before.value ?? 0, after.value ?? 0].map((share) => `${(share * 100).toFixed(1)} %`);
    return `${WORDS[measure]} went from ${was} to ${is}`;
  });
  return `With version ${version} of “${name}” ${parts.join(', ')}.`;
}
