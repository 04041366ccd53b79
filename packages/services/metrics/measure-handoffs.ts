import { counted, firstGenerations, type Generations, growShards } from '#domain/metrics/generation.ts';
import { backOff } from '#storage/back-off.ts';
import type { Measurable } from '#storage/metrics-store.ts';
import type { TenantContext } from '../context.ts';
import { inBatches } from '../in-batches.ts';
import type { MetricsDesk } from './desk.ts';
import { type Plan, planHandoff } from './plan-handoff.ts';
import { keepCurrent } from './start-rebuild.ts';
import { groupsOf, writeGroup } from './write-plans.ts';

/** How often others may be faster before it is left to another delivery. */
const TRIES = 8;
/** After so many times it is spread over more cells. */
const CROWDED = 4;
/** Histories that are read beside each other. */
const WIDTH = 10;

/** Some handoffs could not be counted; all others were. */
export class UncountableError extends AggregateError {
  override readonly name = 'UncountableError';

  constructor(causes: readonly unknown[]) {
    super(causes, `${causes.length} handoffs could not be counted`, { cause: causes[0] });
  }
}

/**
 * Counts what has happened to these handoffs since they were counted last, in every generation that is kept: each event
 * once, whatever is repeated, reordered or cut off, as one write moves both the figures and the mark up to which they
 * count. Handoffs that are not there any more are left out.
 *
 * @throws UncountableError for handoffs whose history cannot be read, after all others are counted
 */
export async function measureHandoffs(
  context: TenantContext,
  desk: MetricsDesk,
  handoffIds: readonly string[],
): Promise<void> {
  const damaged = new Map<string, unknown>();
  let generations: Generations | undefined;
  let tries = 0;
  for (let ids = [...new Set(handoffIds)]; ids.length > 0; ) {
    // in this order: what a mark says that these generations do not know was begun after they were read
    const known = await context.stores.metrics.generations({ consistent: true });
    const measurables = await context.stores.metrics.measurables(ids);
    if (measurables.length === 0) break;
    generations = known ?? (await begin(context, desk));
    if (generations === undefined) return;
    const { done, left } = await measureOnce({ context, desk, generations, damaged }, measurables);
    ids = left;
    if (done > 0 || left.length === 0) continue;
    tries += 1;
    await giveWay(context, generations, tries);
  }
  if (generations !== undefined) await keepCurrent(context, desk, generations);
  if (damaged.size > 0) throw new UncountableError([...damaged.values()]);
}

interface Measuring {
  readonly context: TenantContext;
  readonly desk: MetricsDesk;
  readonly generations: Generations;
  /** Why handoffs cannot be counted, by their ids. */
  readonly damaged: Map<string, unknown>;
}

interface Progress {
  /** How many transactions were written. */
  readonly done: number;
  /** Those that have to be looked at again. */
  readonly left: string[];
}

async function measureOnce(measuring: Measuring, measurables: readonly Measurable[]): Promise<Progress> {
  const { context, desk, generations } = measuring;
  const newest = Math.max(...counted(generations).map(({ number }) => number));
  const isKnown = ({ mark }: Measurable) => Math.max(0, ...mark.measured.keys()) <= newest;
  const found = await inBatches(measurables.filter(isKnown), WIDTH, (each) => planOf(measuring, each));
  const left = measurables.filter((each) => !isKnown(each)).map(({ mark }) => mark.handoffId);
  let done = 0;
  for (const group of groupsOf(found.filter((plan) => plan !== undefined))) {
    const written = await writeGroup(context, desk.listings, group);
    if (written) done += 1;
    left.push(...group.plans.filter(({ complete }) => !(written && complete)).map(({ mark }) => mark.handoffId));
  }
  return { done, left };
}

async function planOf({ context, generations, damaged }: Measuring, measurable: Measurable): Promise<Plan | undefined> {
  try {
    return await planHandoff(context, counted(generations), measurable);
  } catch (error) {
    damaged.set(measurable.mark.handoffId, error);
    return undefined;
  }
}

/** The first figures of a tenant; undefined if there is no such tenant any more. */
async function begin({ tenantId, stores }: TenantContext, desk: MetricsDesk): Promise<Generations | undefined> {
  const timeZone = await desk.timeZoneOf(tenantId);
  if (timeZone === undefined) return undefined;
  const first = firstGenerations(timeZone);
  if (await stores.metrics.saveGenerations(first)) return first;
  return stores.metrics.generations({ consistent: true });
}

/** Others were faster. Where that goes on, the same cells are written by too many: what is to come has more of them. */
async function giveWay({ stores }: TenantContext, generations: Generations, tries: number): Promise<void> {
  if (tries >= TRIES) throw new Error(`others kept measuring the same ${TRIES} times`);
  const grown = tries === CROWDED ? growShards(generations) : undefined;
  // where somebody else has changed the generations meanwhile, the next crowd does it
  if (grown !== undefined) await stores.metrics.saveGenerations(grown);
  await backOff(tries + 1);
}
