import type { DimensionKind } from '#domain/metrics/cell.ts';
import { addDays } from '#domain/metrics/day.ts';
import type { Generation } from '#domain/metrics/generation.ts';
import type { TenantContext } from '../context.ts';
import type { BehindQuery } from './list-behind.ts';
import { type DayRange, dimensionsIn, monthsOf } from './read-cells.ts';

/** Where the handoffs behind a figure can be. */
export interface Candidates {
  /** In order. */
  readonly contractIds: readonly string[];
  /** Whether it matters from which stage to which a contract version goes. */
  readonly stages: boolean;
}

/** Zones are at most 26 hours apart: what is on these days in another zone is on one of those in this. */
function around({ from, to }: DayRange): DayRange {
  return { from: addDays(from, -2), to: addDays(to, 2) };
}

/** The contracts of which something is counted in the months of a figure, for its owner or queue if it is of one. */
export async function candidatesFor(
  { stores: { metrics } }: TenantContext,
  { number, timeZone }: Generation,
  query: BehindQuery,
): Promise<Candidates> {
  const { contractId, ownerId, queueId, fromStage, toStage } = query;
  const kind: DimensionKind = ownerId !== undefined ? 'owner' : queueId !== undefined ? 'queue' : 'contract';
  const days = query.timeZone === undefined || query.timeZone === timeZone ? query : around(query);
  const present = await dimensionsIn(metrics, number, monthsOf(days), { kind, contractId });
  const matching = present.filter(({ dimension }) => {
    if (dimension.kind === 'owner') return dimension.ownerId === ownerId;
    return dimension.kind === 'contract' || dimension.queueId === queueId;
  });
  const contractIds = [...new Set(matching.map(({ dimension }) => dimension.contractId))].sort();
  return { contractIds, stages: fromStage !== undefined || toStage !== undefined };
}
