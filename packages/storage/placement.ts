import * as z from 'zod';
import type { Handoff } from '#domain/handoff/state.ts';
import { once } from '#domain/once.ts';
import type { LoadBound } from '#domain/routing/route.ts';
import { routingTraceSchema } from '#domain/routing/trace.ts';
import type { Turns } from '#domain/routing/turns.ts';
import type { Item } from './attributes.ts';
import { readStored } from './document.ts';
import { pack, unpack } from './packed.ts';
import { savingTurns } from './routing-store.ts';
import type { Write } from './tenant-table.ts';

const decisionSchema = once(() =>
  z.strictObject({
    trace: routingTraceSchema(),
    /** What the owner's turn in the queue was worth; absent: they had not used one. */
    taken: z.number().int().optional(),
  }),
);
/** Why a handoff went where it went, and what it would give back if that was wrong. */
export type Decision = z.infer<ReturnType<typeof decisionSchema>>;

/** The turns of a queue as a decision leaves them, which holds only on the `version` that it was made on. */
export interface TurnsAfter {
  readonly queueId: string;
  readonly version: number;
  readonly turns: Turns;
}

/** What goes with a change of a handoff because routing was asked. */
export interface Placement {
  /** Of each queue once. */
  readonly turns?: readonly TurnsAfter[];
  /** If they are who has it after the change, it holds only while they have fewer handoffs than their capacity. */
  readonly load?: LoadBound;
  readonly decision?: Decision;
}

export const decisionPrefix = 'routing#';

export function turnWrites({ turns = [] }: Placement): Write[] {
  return turns.map(({ queueId, version, turns: after }) =>
    savingTurns(queueId, { version: version + 1, turns: after }),
  );
}

/** Kept by the version of the handoff that it led to; never changed. */
export function decisionWrite({ id, version }: Pick<Handoff, 'id' | 'version'>, decision: Decision): Write {
  return {
    put: { partition: `handoff#${id}`, sort: `${decisionPrefix}${String(version).padStart(6, '0')}` },
    attributes: pack(JSON.stringify(decision)),
  };
}

export function readDecision({ attributes }: Item): Decision {
  return readStored('routing', () => decisionSchema().parse(JSON.parse(unpack(attributes))));
}
