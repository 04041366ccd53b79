import type { Cell, Dimension, DimensionKind } from '#domain/metrics/cell.ts';
import type { Day } from '#domain/metrics/day.ts';
import type { TenantContext } from '../context.ts';

/** By what a report tells figures apart. */
export const GROUPINGS = ['contract', 'version', 'stage', 'owner', 'queue', 'day'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export type GroupKey =
  | { readonly by: 'contract'; readonly contractId: string }
  | { readonly by: 'version'; readonly contractId: string; readonly version: number }
  | { readonly by: 'stage'; readonly from: string; readonly to: string }
  | { readonly by: 'owner'; readonly ownerId: string }
  | { readonly by: 'queue'; readonly queueId: string }
  | { readonly by: 'day'; readonly day: Day };

/** In which cells a grouping is told apart. */
export function kindOf(groupBy: Grouping): DimensionKind {
  return groupBy === 'owner' || groupBy === 'queue' ? groupBy : 'contract';
}

/** Names what is of one group for sure: for stages that is a contract version, whose stages have to be looked up. */
export function partOf(groupBy: Grouping, { day, dimension }: Cell): string {
  switch (dimension.kind) {
    case 'owner':
      return dimension.ownerId;
    case 'queue':
      return dimension.queueId;
    case 'contract':
      if (groupBy === 'day') return day;
      return groupBy === 'contract' ? dimension.contractId : `${dimension.contractId} ${dimension.version}`;
  }
}

export async function keyOf(context: TenantContext, groupBy: Grouping, { day, dimension }: Cell): Promise<GroupKey> {
  switch (dimension.kind) {
    case 'owner':
      return { by: 'owner', ownerId: dimension.ownerId };
    case 'queue':
      return { by: 'queue', queueId: dimension.queueId };
    case 'contract':
      if (groupBy === 'day') return { by: 'day', day };
      if (groupBy === 'contract') return { by: 'contract', contractId: dimension.contractId };
      if (groupBy === 'stage') return { by: 'stage', ...(await stagesOf(context, dimension)) };
      return { by: 'version', contractId: dimension.contractId, version: dimension.version };
  }
}

/** From which stage to which a contract version goes. */
export async function stagesOf(
  context: TenantContext,
  { contractId, version }: Pick<Extract<Dimension, { kind: 'contract' }>, 'contractId' | 'version'>,
): Promise<{ readonly from: string; readonly to: string }> {
  const { terms } = await context.terms.get(context, { contractId, contractVersion: version });
  return { from: terms.body.from.stage, to: terms.body.to.stage };
}

/** The same for the same group, and in the order in which groups are shown. No part of a key has a space in it. */
export function nameOfGroup(key: GroupKey): string {
  switch (key.by) {
    case 'contract':
      return key.contractId;
    case 'version':
      return `${key.contractId} ${String(key.version).padStart(6, '0')}`;
    case 'stage':
      return `${key.from} ${key.to}`;
    case 'owner':
      return key.ownerId;
    case 'queue':
      return key.queueId;
    case 'day':
      return key.day;
  }
}
