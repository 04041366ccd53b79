import * as z from 'zod';
import { once } from '../once.ts';
import { type QueueMember, type Strategy, weightOf } from './queue.ts';

/** Whose turn it is in a queue: whole numbers by member, those that are 0 left out. The largest is next. */
export type Turns = Readonly<Record<string, number>>;

export const queueTurnsSchema = once(() =>
  z.strictObject({
    /** Counts the changes; a decision holds only against the version it was made on. 0: never changed. */
    version: z.number().int().nonnegative(),
    turns: z.record(z.string(), z.number().int()),
  }),
);
export type QueueTurns = z.infer<ReturnType<typeof queueTurnsSchema>>;

/** The turns of a queue from which nobody has been chosen yet. */
export const NO_TURNS: QueueTurns = { version: 0, turns: {} };

interface Weighted {
  readonly ownerId: string;
  readonly weight: number;
}

/** Somebody who can be chosen in a round. */
export interface Contender extends Weighted {
  readonly turn: number;
}

export interface Round {
  readonly winner: string;
  /** What the winner paid, and would be given back after a misroute: the weights of all contenders. */
  readonly taken: number;
  /** The turns of the contenders after it. */
  readonly turns: Turns;
  /** All contenders had had their turn, so that everybody begins anew: those who could not be chosen stand at 0. */
  readonly anew?: true;
}

/** The turns of `members` alone: those who have left are dropped, those who have come begin at 0. */
export function align(turns: Turns, members: readonly { readonly ownerId: string }[]): Map<string, number> {
  return new Map(members.map(({ ownerId }) => [ownerId, turns[ownerId] ?? 0]));
}

/**
 * In each round everybody who is there has one turn, in the order of the members; a new one begins when all who are there
 * have had theirs. So two who are always there never differ by more than one, whoever else comes and goes. 0: still to
 * have it; -1: had it.
 */
export function rotate(contenders: readonly [Contender, ...Contender[]]): Round {
  const next = contenders.find(({ turn }) => turn >= 0);
  const winner = (next ?? contenders[0]).ownerId;
  const turns = contenders.map(({ ownerId, turn }) => {
    const had = ownerId === winner || (next !== undefined && turn < 0);
    return [ownerId, had ? -1 : 0] as const;
  });
  return { winner, taken: 1, turns: Object.fromEntries(turns), ...(next === undefined ? { anew: true } : {}) };
}

/**
 * Smooth weighted round robin, as nginx chooses its upstream servers: each contender comes nearer by their weight; the
 * nearest is chosen, the first of several, and goes back by all weights.
 */
export function playRound(contenders: readonly [Contender, ...Contender[]]): Round {
  const floor = floorOf(contenders);
  const taken = sum(contenders.map(({ weight }) => weight));
  const turns: Record<string, number> = {};
  let winner = contenders[0].ownerId;
  let nearest = Number.NEGATIVE_INFINITY;
  for (const { ownerId, weight, turn } of contenders) {
    const next = Math.max(turn, floor) + weight;
    turns[ownerId] = next;
    if (next <= nearest) continue;
    nearest = next;
    winner = ownerId;
  }
  turns[winner] = nearest - taken;
  return { winner, taken, turns };
}

/**
 * Where somebody stands who has just been chosen. Nobody is further back: a turn that was paid for among many would
 * otherwise count many times among the few who are left. Without comings and goings this moves nobody.
 */
function floorOf(contenders: readonly Contender[]): number {
  const weights = contenders.map(({ weight }) => weight);
  // unequal weights spread further by themselves: up to 1.7 rounds, measured over random weights
  const rounds = weights.every((weight) => weight === weights[0]) ? 1 : 2;
  return Math.max(...contenders.map(({ turn }) => turn)) - rounds * sum(weights);
}

/** Of a queue, what its turns depend on. */
export interface Rota {
  readonly strategy: Strategy;
  readonly members: readonly QueueMember[];
}

/**
 * The turns to be stored. Smooth ones as they differ from their average, so that who comes in at 0 is neither ahead nor
 * behind, and no further apart than any round can use; those of rounds as they are, as their 0 has a meaning.
 */
export function settle(turns: ReadonlyMap<string, number>, { strategy, members }: Rota): Turns {
  const entries = [...turns];
  if (strategy === 'round_robin') return Object.fromEntries(entries.filter(([, turn]) => turn !== 0));
  const widest = 2 * sum(members.map((member) => weightOf(member, strategy)));
  const floor = Math.max(...turns.values()) - widest;
  const average = Math.trunc(sum(entries.map(([, turn]) => Math.max(turn, floor))) / entries.length);
  const settled = entries.map(([ownerId, turn]) => [ownerId, Math.max(turn, floor) - average] as const);
  return Object.fromEntries(settled.filter(([, turn]) => turn !== 0));
}

/**
 * The turns after a misroute, which gives `ownerId` what they paid for it (`taken`). Where all members had been contenders
 * everybody stands as before. `undefined`: they have left the queue, and nothing changes.
 */
export function giveBack(
  { version, turns }: QueueTurns,
  rota: Rota,
  { ownerId, taken }: { readonly ownerId: string; readonly taken: number },
): QueueTurns | undefined {
  const { strategy, members } = rota;
  const aligned = align(turns, members);
  const turn = aligned.get(ownerId);
  if (turn === undefined) return undefined;
  const isRotation = strategy === 'round_robin';
  aligned.set(ownerId, isRotation ? Math.min(0, turn + taken) : turn + taken);
  const weights = members.map((member) => [member.ownerId, weightOf(member, strategy)] as const);
  if (!isRotation && taken === sum(weights.map(([, weight]) => weight))) {
    for (const [id, weight] of weights) aligned.set(id, (aligned.get(id) ?? 0) - weight);
  }
  return { version: version + 1, turns: settle(aligned, rota) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
