import * as z from 'zod';
import { once } from '../once.ts';
import { canonicalInstantSchema } from '../wire.ts';
import { MOST } from './bounds.ts';
import {
  type Comparison,
  compareVersions,
  comparisonSchema,
  hasRun,
  overallVerdict,
  VERDICTS,
  type Verdict,
} from './comparison.ts';
import type { ReviewedMonth } from './reviewed-month.ts';
import { ranBefore, type VersionRun, versionRuns } from './version-runs.ts';

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
      description: 'What a version of a contract changed, against the version that ran before it.',
    }),
);
export type Shipped = z.infer<ReturnType<typeof shippedSchema>>;

/** The versions that ran in the month, beside those that ran before them, over this month and the one before. */
export function shippedIn(month: ReviewedMonth): Shipped[] {
  const byContract = versionRuns([...(month.input.before ?? []), ...month.input.cells]);
  const found = month.contracts.flatMap((contract) => {
    const runs: ReadonlyMap<number, VersionRun> = byContract.get(contract.contractId) ?? new Map<number, VersionRun>();
    const ran = [...contract.versions.keys()].sort((a, b) => b - a);
    const [pair] = ran.flatMap((version) => {
      const [previousVersion, after] = [ranBefore(runs, version), runs.get(version)];
      const before = previousVersion === undefined ? undefined : runs.get(previousVersion);
      if (previousVersion === undefined || before === undefined || after === undefined || !hasRun(after)) return [];
      return [{ version, previousVersion, measures: compareVersions(before, after) }];
    });
    if (pair === undefined) return [];
    const { version, previousVersion, measures } = pair;
    const verdict = overallVerdict(measures);
    const name = month.nameOf(contract);
    const publishedAt = month.version(contract.contractId, version)?.publishedAt;
    return [
      {
        contractId: contract.contractId,
        contractName: name,
        version,
        previousVersion,
        ...(publishedAt === undefined ? {} : { publishedAt }),
        verdict,
        text: textOf(name, version, verdict, measures),
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

const WORDS: Readonly<Record<Comparison['measure'], string>> = {
  rejectionRate: 'rejections',
  attainment: 'attainment',
  overrideRate: 'overrides',
  dropOff: 'drop-off',
};

function textOf(name: string, version: number, verdict: Verdict, measures: readonly Comparison[]): string {
  const changed = measures.filter(({ verdict }) => verdict === 'better' || verdict === 'worse');
  if (verdict === 'too_few') return `Too little has happened to say what version ${version} of “${name}” has changed.`;
  if (verdict === 'too_early') {
    return `It is too early to say what version ${version} of “${name}” has changed: what is still undecided can turn it.`;
  }
  if (changed.length === 0) return `Version ${version} of “${name}” has changed nothing that can be told from chance.`;
  const parts = changed.map(({ measure, before, after }) => {
    const [was, is] = [before.value ?? 0, after.value ?? 0].map((share) => `${(share * 100).toFixed(1)} %`);
    return `${WORDS[measure]} went from ${was} to ${is}`;
  });
  return `With version ${version} of “${name}” ${parts.join(', ')}.`;
}
