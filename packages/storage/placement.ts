import * as z from 'zod';
import { once } from '#domain/once.ts';
import type { LoadBound } from '#domain/routing/route.ts';
import { routingTraceSchema } from '#domain/routing/trace.ts';
import type { Turns } from '#domain/routing/turns.ts';
import { requiringQueue, savingTurns } from './routing-store.ts';
import type { Write } from './tenant-table.ts';

export const decisionSchema = once(() =>
  z.strictObject({
    trace: routingTraceSchema(),
    /** What the owner's turn in the queue was worth; absent: they had not used one. */
    taken: z.number().int().optional(),
  }),
);
/** Why a handoff went where it went, and what it would give back if that was wrong. */
export type Decision = z.infer<ReturnType<typeof decisionSchema>>;

/** The turns of a queue as a decision leaves them, which holds only on the versions that it was made on. */
export interface TurnsAfter {
  readonly queueId: string;
  readonly version: number;
  readonly queueVersion: number;
  readonly turns: Turns;
}

/** What goes with a change of a handoff because routing was asked. */
export interface Placement {
  /** Of each queue once. */
  readonly turns?: readonly TurnsAfter[];
  /** The queue that somebody was picked from, where that changes nobody's turn. */
  readonly from?: { readonly queueId: string; readonly version: number };
  /**
   * If they are who has it after the change, it holds only while they have fewer handoffs than their capacity and nobody
   * has changed them since.
   */
  readonly load?: LoadBound;
  readonly decision?: Decision;
  /** The entry of the audit log, where a caller used a right that is noted there. */
  readonly audit?: Write;
}

/**
 * What goes with a change that several decisions have led to, the last of them first. Whoever has it then is bound as they
 * were decided on, or by `boundOf` where somebody has named them. Of several turns of one queue the last decision's counts.
 * Only one of them is what a caller commanded, which alone may be noted in the audit log.
 */
export function together(
  placements: readonly Placement[],
  ownerId: string | undefined,
  boundOf: (ownerId: string) => LoadBound | undefined,
): Placement {
  const turns = new Map<string, TurnsAfter>();
  for (const each of placements.flatMap((placement) => placement.turns ?? []).toReversed())
    turns.set(each.queueId, each);
  const last = placements.find(({ decision }) => decision !== undefined);
  const noted = placements.find(({ audit }) => audit !== undefined);
  const bound = placements.find(({ load }) => load !== undefined && load.ownerId === ownerId);
  const load = bound?.load ?? (ownerId === undefined ? undefined : boundOf(ownerId));
  return {
    turns: [...turns.values()],
    ...(bound?.from === undefined ? {} : { from: bound.from }),
    ...(load === undefined ? {} : { load }),
    ...(last?.decision === undefined ? {} : { decision: last.decision }),
    ...(noted?.audit === undefined ? {} : { audit: noted.audit }),
  };
}

export function turnWrites({ turns = [], from }: Placement): Write[] {
  const saved = turns.map(({ queueId, version, queueVersion, turns: after }) =>
    savingTurns(queueId, { version: version + 1, turns: after }, queueVersion),
  );
  if (from === undefined || turns.some(({ queueId }) => queueId === from.queueId)) return saved;
  return [...saved, requiringQueue(from.queueId, from.version)];
}
