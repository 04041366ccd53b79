import type { ContractBody } from '#domain/contract/body.ts';
import type { HandoffCommand } from '#domain/handoff/commands.ts';
import type { Clock } from '#domain/handoff/state.ts';
import { DomainError } from '#domain/problem.ts';
import { ACCEPT, CANCEL, COMPLETE, type Life, MISROUTED, REJECT, submit } from '#tests/support/handoffs.ts';
import { ANA, BEN, QUEUE } from '#tests/support/people.ts';

/** Whether, of all lives that a handoff can have, one starts a clock, and one stops it by what it waits for. */
export interface Course {
  readonly starts: boolean;
  readonly stops: boolean;
}

const COMMANDS: readonly HandoffCommand[] = [
  ACCEPT,
  { ...ACCEPT, ownerId: BEN },
  REJECT,
  MISROUTED,
  {
    type: 'resubmit',
    changed: ['/goals'],
    route: { to: { ownerId: ANA }, reason: 'fallback' },
  },
  { type: 'reassign', to: { ownerId: BEN }, reason: 'Away', misroute: false },
  { type: 'reassign', to: { queueId: QUEUE }, reason: 'Wrong one', misroute: true },
  { type: 'milestone', name: 'first_touch' },
  { type: 'milestone', name: 'kickoff' },
  COMPLETE,
  { type: 'disqualify', reason: 'No budget' },
  CANCEL,
];

/** Tries every command in every state that can be reached, until nothing new is reached. */
export function lifeCourses(body: ContractBody): Course {
  const seen = new Set<string>();
  const open: Life[] = [];
  const clocks: Clock[] = [];
  const reach = (life: Life) => {
    const key = keyOf(life);
    if (seen.has(key)) return;
    seen.add(key);
    clocks.push(...life.state.clocks);
    open.push(life);
  };
  reach(submit({ body }));
  for (let life = open.pop(); life !== undefined; life = open.pop()) {
    for (const command of COMMANDS) {
      const next = tried(life, command);
      if (next !== undefined) reach(next);
    }
  }
  return { starts: clocks.length > 0, stops: clocks.some(({ state }) => state === 'met') };
}

function tried(life: Life, command: HandoffCommand): Life | undefined {
  try {
    return life.command(0, command);
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

/** What of a handoff decides over what can still happen to it. */
function keyOf({ state }: Life): string {
  const { attempt, holder, milestones, clocks, misroutedAttempt } = state;
  const runs = clocks.map((clock) => [clock.attempt, clock.state]);
  const reached = milestones.map(({ name }) => name).sort();
  return JSON.stringify([state.state, attempt, holder.ownerId, misroutedAttempt === attempt, reached, runs]);
}
