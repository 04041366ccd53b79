import type { DimensionKind } from '#domain/metrics/cell.ts';
import type { Generation } from '#domain/metrics/generation.ts';
import type { TenantContext } from '../context.ts';
import type { BehindQuery } from './list-behind.ts';
import { dimensionsIn, monthsOf } from './read-cells.ts';

/** Where the handoffs behind a figure can be. */
export interface Candidates {
  /** In order. */
  readonly contractIds: readonly string[];
  /** Whether it matters from which stage to which a contract version goes. */
  readonly stages: boolean;
}

/** The contracts of which something is counted in the months of a figure, for its owner or queue if it is of one. */
export async function candidatesFor(
  { stores: { metrics } }: TenantContext,
  { number }: Generation,
  query: BehindQuery,
): Promise<Candidates> {
  const { contractId, ownerId, queueId, fromStage, toStage } = query;
  const kind: DimensionKind = ownerId !== undefined ? 'owner' : queueId !== undefined ? 'queue' : 'contract';
  const present = await dimensionsIn(metrics, number, monthsOf(query), { kind, contractId });
  const matching = present.filter(({ dimension }) => {
    if (dimension.kind === 'owner') return dimension.ownerId === ownerId;
    return dimension.kind === 'contract' || dimension.queueId === queueId;
  });
  const contractIds = [...new Set(matching.map(({ dimension }) => dimension.contractId))].sort();
  return { contractIds, stages: fromStage !== undefined || toStage !== undefined };
}
