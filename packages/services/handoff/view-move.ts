import type { ClockMove } from './clock-moves.ts';
import type { MovedHandoff } from './move-handoff.ts';

/** What became of one handoff in a pass, or would. */
export interface HandoffMove {
  readonly handoffId: string;
  /** The version that it left, or still goes by where it was refused. */
  readonly fromVersion: number;
  readonly clocks: readonly ClockMove[];
  readonly error?: MovedHandoff['error'];
}

export function viewMove({ handoff, clocks, error }: MovedHandoff, fromVersion: number): HandoffMove {
  return { handoffId: handoff.id, fromVersion, clocks, ...(error === undefined ? {} : { error }) };
}
