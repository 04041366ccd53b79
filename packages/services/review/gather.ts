import type { TallyEntry } from '#domain/metrics/tally.ts';
import { MOST } from '#domain/review/bounds.ts';
import type { DaysMeant } from '#domain/review/figure-link.ts';
import type { KnownVersion, ReviewInput } from '#domain/review/input.ts';
import { type Month, monthBefore } from '#domain/review/month.ts';
import { addUp, type ContractFigures, runsIn } from '#domain/review/month-figures.ts';
import { daysOfMonth, reviewDays } from '#domain/review/review-days.ts';
import type { ProvisionalBecause } from '#domain/review/standing.ts';
import type { TenantContext } from '../context.ts';
import { inBatches } from '../in-batches.ts';
import { readCells, TooManyCellsError } from '../metrics/read-cells.ts';
import { isCountingBehind } from './is-behind.ts';
import { knownPeople } from './known-people.ts';
import { readDays } from './read-days.ts';

/** Contracts whose owners and queues are looked at, those with the most breaches first. */
const PEOPLE_OF = 20;
/** Versions of a contract whose texts are looked at, the latest that ran first. */
const VERSIONS_OF = 4;
const WIDTH = 10;

/**
 * All that the review of a month is made of. The cost grows with the contracts, owners and queues that had a part in it,
 * up to a bound, and not with its handoffs.
 */
export async function gatherReview(
  context: TenantContext,
  month: Month,
  tenant: { readonly timezone: string },
  because: ProvisionalBecause | undefined,
): Promise<ReviewInput> {
  const { metrics, calendars } = context.stores;
  const toKeep = because === undefined;
  // before the cells are read, and these as they are at this moment: what it takes for counted is in them
  const isBehind = toKeep && (await isCountingBehind(context));
  const ofContracts = { kind: 'contract', consistent: toKeep } as const;
  const [present, past] = await Promise.all([
    readDays(metrics, daysOfMonth(month), ofContracts),
    readDays(metrics, daysOfMonth(monthBefore(month)), ofContracts),
  ]);
  const standing = { month, mode: context.mode, timeZone: present?.timeZone ?? tenant.timezone, asOf: context.now };
  const days = reviewDays(standing);
  const cells = present?.cells.filter(({ cell }) => cell.day <= days.to) ?? [];
  const contracts = [...addUp(cells).contracts.values()];
  const [{ known, inForce }, people] = await Promise.all([
    knownVersions(context, mostly(contracts, weightOf, MOST.contracts), because),
    peopleCells(context, days, mostly(contracts, breachesOf, PEOPLE_OF), toKeep),
  ]);
  const calendarIds = known.flatMap(({ body }) => body.clocks.flatMap(({ calendarId }) => calendarId ?? []));
  const [hours, { queues, owners }] = await Promise.all([
    calendars.getMany([...new Set(calendarIds)]),
    knownPeople(context, people),
  ]);
  const outdated =
    present !== undefined && (present.rebuilding || past?.rebuilding === true || present.timeZone !== tenant.timezone);
  return {
    ...standing,
    provisionalBecause: because ?? (outdated || isBehind ? 'recount' : undefined),
    cells: [...cells, ...people],
    before: past?.cells,
    versions: known,
    inForce,
    queues,
    owners,
    calendars: new Map(hours.map((calendar) => [calendar.id, calendar])),
  };
}

function mostly(
  contracts: readonly ContractFigures[],
  weight: (contract: ContractFigures) => number,
  most: number,
): readonly ContractFigures[] {
  return [...contracts].sort((a, b) => weight(b) - weight(a)).slice(0, most);
}

function weightOf(contract: ContractFigures): number {
  const { met, breached } = runsIn(contract.all);
  return breached * 1_000 + met + (contract.all.counts.get('submitted') ?? 0);
}

function breachesOf({ all }: ContractFigures): number {
  return runsIn(all).breached;
}

/** The versions that ran, the latest of them, and the one that is in force: it may not have run yet. */
async function knownVersions(
  { stores }: TenantContext,
  contracts: readonly ContractFigures[],
  because: ProvisionalBecause | undefined,
): Promise<{ readonly known: readonly KnownVersion[]; readonly inForce: ReadonlyMap<string, number> | undefined }> {
  const documents = await stores.contracts.getMany(contracts.map(({ contractId }) => contractId));
  const published = documents.flatMap(({ id, publishedVersion }) =>
    publishedVersion === undefined ? [] : [[id, publishedVersion] as const],
  );
  // of the months of test clocks it is not known what was in force then
  const inForce = because === 'test_clocks' ? undefined : new Map(published);
  const wanted = contracts.flatMap(({ contractId, versions }) => {
    const ran = [...versions.keys()].sort((a, b) => b - a).slice(0, VERSIONS_OF);
    return [...new Set([inForce?.get(contractId) ?? [], ran].flat())].map((version) => ({ contractId, version }));
  });
  const found = await inBatches(wanted, WIDTH, async ({ contractId, version }) => {
    const read = await stores.contractBodies.getVersion(contractId, version);
    return read && { contractId, version, publishedAt: read.publishedAt, body: read.body };
  });
  return { known: found.filter((version) => version !== undefined), inForce };
}

/** Owners and queues of a contract that has too many of them are left out. */
async function peopleCells(
  { stores }: TenantContext,
  days: DaysMeant,
  contracts: readonly ContractFigures[],
  consistent: boolean,
): Promise<TallyEntry[]> {
  const selections = contracts.flatMap(({ contractId }) =>
    (['owner', 'queue'] as const).map((kind) => ({ kind, contractId, consistent })),
  );
  const found = await inBatches(selections, 2, async (selection) => {
    try {
      return (await readCells(stores.metrics, days, selection))?.cells ?? [];
    } catch (error) {
      if (error instanceof TooManyCellsError) return [];
      throw error;
    }
  });
  return found.flat();
}
