import type { Day } from './day.ts';

/** By what figures are told apart: the contract version, and within a contract who had the handoff. */
export type Dimension =
  | { readonly kind: 'contract'; readonly contractId: string; readonly version: number }
  | { readonly kind: 'owner'; readonly contractId: string; readonly ownerId: string }
  | { readonly kind: 'queue'; readonly contractId: string; readonly queueId: string };
export type DimensionKind = Dimension['kind'];

/** One day of one dimension. */
export interface Cell {
  readonly day: Day;
  readonly dimension: Dimension;
}

/** The name of a cell: the same for the same cell. No id has a space in it. */
export function nameOfCell({ day, dimension }: Cell): string {
  return `${day} ${nameOfDimension(dimension)}`;
}

export function nameOfDimension(dimension: Dimension): string {
  switch (dimension.kind) {
    case 'contract':
      return `contract ${dimension.contractId} ${dimension.version}`;
    case 'owner':
      return `owner ${dimension.contractId} ${dimension.ownerId}`;
    case 'queue':
      return `queue ${dimension.contractId} ${dimension.queueId}`;
  }
}
