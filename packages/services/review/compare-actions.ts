import * as z from 'zod';
import { addSeconds } from '#domain/instant.ts';
import { NO_COUNTERS } from '#domain/metrics/counters.ts';
import { dayOf } from '#domain/metrics/day.ts';
import { once } from '#domain/once.ts';
import type { Action } from '#domain/review/action.ts';
import { compareVersions, comparisonSchema, overallVerdict, VERDICTS } from '#domain/review/comparison.ts';
import { ranBefore, type VersionRun, versionRuns } from '#domain/review/version-runs.ts';
import type { TenantContext } from '../context.ts';
import { inBatches } from '../in-batches.ts';
import { readDays } from './read-days.ts';

/** Days before and after a version was published that its figures are compared over. */
export const COMPARED_DAYS = 92;
/** Versions that are looked at for one answer. */
const MOST = 20;
const WIDTH = 4;
const DAY_SECONDS = 86_400;
const NO_RUN: VersionRun = { all: NO_COUNTERS, days: [] };

export const actionEffectSchema = once(() =>
  z
    .strictObject({
      version: z.int().positive(),
      previousVersion: z.int().positive(),
      from: z.string().meta({ examples: ['2026-08-01'] }),
      to: z.string().meta({ examples: ['2026-11-22'] }),
      verdict: z.enum(VERDICTS),
      measures: z.array(comparisonSchema()),
    })
    .meta({
      id: 'ActionEffect',
      description: 'What the version that ships an action changed, against the version that ran before it.',
    }),
);
export type ActionEffect = z.infer<ReturnType<typeof actionEffectSchema>>;

type Linked = Action & { readonly contractId: string; readonly contractVersion: number };

/** What came of actions. */
export interface ActionEffects {
  /** By the ids of the actions; those of one version share what it changed. */
  readonly effects: ReadonlyMap<string, ActionEffect>;
  /** Actions of versions that were not looked at. */
  readonly omitted: number;
}

/** What the versions changed that actions name; a first version has none before it. */
export async function effectsOf(
  context: TenantContext,
  actions: readonly Action[],
  timeZone: string,
): Promise<ActionEffects> {
  const linked = actions.filter(isLinked);
  const byVersion = Map.groupBy(linked, ({ contractId, contractVersion }) => `${contractId} ${contractVersion}`);
  const all = [...byVersion.values()];
  const groups = all.slice(0, MOST);
  const found = await inBatches(groups, WIDTH, async (group) => {
    const [first] = group;
    const effect = first && (await effectOf(context, first, timeZone));
    return effect === undefined ? [] : group.map(({ id }) => [id, effect] as const);
  });
  return { effects: new Map(found.flat()), omitted: all.slice(MOST).flat().length };
}

function isLinked(action: Action): action is Linked {
  return action.contractId !== undefined && action.contractVersion !== undefined && action.contractVersion > 1;
}

async function effectOf(
  { stores, now }: TenantContext,
  { contractId, contractVersion: version }: Linked,
  timeZone: string,
): Promise<ActionEffect | undefined> {
  const published = await stores.contractBodies.getVersion(contractId, version);
  if (published === undefined) return undefined;
  const dayAfter = (days: number) => dayOf(addSeconds(published.publishedAt, days * DAY_SECONDS), timeZone);
  const today = dayOf(now, timeZone);
  const [from, last] = [dayAfter(-COMPARED_DAYS), dayAfter(COMPARED_DAYS)];
  const to = last < today ? last : today;
  const cells = (await readDays(stores.metrics, { from, to }, { kind: 'contract', contractId }))?.cells ?? [];
  const runs: ReadonlyMap<number, VersionRun> = versionRuns(cells).get(contractId) ?? new Map<number, VersionRun>();
  const previousVersion = ranBefore(runs, version) ?? version - 1;
  const measures = compareVersions(runs.get(previousVersion) ?? NO_RUN, runs.get(version) ?? NO_RUN);
  return { version, previousVersion, from, to, verdict: overallVerdict(measures), measures };
}
