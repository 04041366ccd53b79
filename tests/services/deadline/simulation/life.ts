import { nextDeadline } from '#domain/handoff/deadlines.ts';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import { epochOf, type Instant } from '#domain/instant.ts';
import { DomainError } from '#domain/problem.ts';
import { commandHandoff } from '#services/handoff/command.ts';
import { submit } from '../../../support/handoffs.ts';
import type { Chance } from './chance.ts';
import { ASKED, type CommandKind, commandOf } from './commands.ts';
import { BODY, CLAIMED_FROM } from './contract.ts';
import type { SimulatedTenant } from './tenant.ts';
import type { Timeline } from './timeline.ts';
import type { Carried } from './undisturbed.ts';

/** When a command comes: so long after the one before, or so long around the handoff's next deadline. Milliseconds. */
export interface PlannedCommand {
  readonly kind: CommandKind;
  readonly from: 'last' | 'deadline';
  readonly after: number;
}
export type LifePlan = readonly PlannedCommand[];

/** What was asked of a handoff. */
export interface Life {
  readonly id: string;
  readonly born: { readonly state: Handoff; readonly events: readonly HandoffEvent[] };
  /** The commands that it did not refuse. */
  readonly carried: readonly Carried[];
}

/** Stores a handoff at its birth and has the commands of `plan` come one after the other. */
export async function startLife(
  { timeline, chance, now }: { timeline: Timeline; chance: Chance; now: () => Instant },
  { call }: SimulatedTenant,
  id: string,
  plan: LifePlan,
): Promise<Life> {
  const { state, events } = submit({ body: BODY, command: { handoffId: id } });
  const carried: Carried[] = [];
  await call().stores.handoffs.create(state, {}, events);

  const carryOut = async (kind: CommandKind): Promise<void> => {
    const at = now();
    try {
      await commandHandoff(call(), id, (stored) => {
        const command = commandOf(kind, stored, at, chance);
        carried.push({ at, command });
        return {
          command,
          asks: [...ASKED, CLAIMED_FROM],
          ...(kind === 'resubmit' ? { packet: { packet: {}, inherited: [] } } : {}),
        };
      });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      carried.pop();
    }
  };
  const go = async (index: number): Promise<void> => {
    const planned = plan[index];
    if (planned === undefined) return;
    const stored = await call().stores.handoffs.get(id);
    const deadline = stored && nextDeadline(stored);
    const from = planned.from === 'deadline' && deadline !== undefined ? epochOf(deadline) : timeline.now;
    timeline.at(from + planned.after, async () => {
      await carryOut(planned.kind);
      await go(index + 1);
    });
  };
  await go(0);
  return { id, born: { state, events }, carried };
}
