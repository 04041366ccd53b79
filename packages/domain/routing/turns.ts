import * as z from 'zod';
import { once } from '../once.ts';

/**
 * Whose turn it is in a queue: smooth weighted round robin, as nginx chooses its upstream servers. Turns are whole
 * numbers by member, those that are 0 left out; only their differences count.
 */
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

export interface Weighted {
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
}

/** The turns of `members` alone: those who have left are dropped, those who have come begin at 0, which is the average. */
export function align(turns: Turns, members: readonly { readonly ownerId: string }[]): Map<string, number> {
  return new Map(members.map(({ ownerId }) => [ownerId, turns[ownerId] ?? 0]));
}

/** Each contender comes nearer by their weight; the nearest is chosen, the first of several, and goes back by all weights. */
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

/** The turns to be stored: as they differ from their average, so that who comes in at 0 has nobody's advantage. */
export function settle(turns: ReadonlyMap<string, number>): Turns {
  const average = Math.trunc(sum([...turns.values()]) / turns.size);
  const settled = [...turns].map(([ownerId, turn]) => [ownerId, turn - average] as const);
  return Object.fromEntries(settled.filter(([, turn]) => turn !== 0));
}

/**
 * The turns after a misroute, which gives `ownerId` what they paid for it (`taken`). Where all members had been contenders
 * everybody stands as before. `undefined`: they have left the queue, and nothing changes.
 */
export function giveBack(
  { version, turns }: QueueTurns,
  members: readonly Weighted[],
  { ownerId, taken }: { readonly ownerId: string; readonly taken: number },
): QueueTurns | undefined {
  const aligned = align(turns, members);
  const turn = aligned.get(ownerId);
  if (turn === undefined) return undefined;
  aligned.set(ownerId, turn + taken);
  if (taken === sum(members.map(({ weight }) => weight))) {
    for (const member of members) aligned.set(member.ownerId, (aligned.get(member.ownerId) ?? 0) - member.weight);
  }
  return { version: version + 1, turns: settle(aligned) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
