import * as z from 'zod';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import { evolve, fold } from '#domain/handoff/evolve.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import type { Instant } from '#domain/instant.ts';
import { once } from '#domain/once.ts';
import type { CallContext } from '../context.ts';
import { eventsSince, eventsUpTo } from './history.ts';

/** The handoffs that a request has chosen to change: those, and no others, also when it is sent again. */
export const chosenHandoffsSchema = once(() =>
  z.strictObject({
    /** Each with the version in which it was chosen. */
    handoffs: z.array(z.tuple([z.string(), z.int().nonnegative()])),
    looked: z.int().nonnegative(),
    nextCursor: z.string().nullable(),
    /** The version of a contract or calendar that they are to go by. */
    toVersion: z.int().positive().optional(),
  }),
);
export type ChosenHandoffs = z.infer<ReturnType<typeof chosenHandoffsSchema>>;

/** What was done to a handoff, and when. */
export interface Done {
  readonly before: Handoff;
  readonly after: Handoff;
  readonly at: Instant;
}

/**
 * What the caller has done to a handoff since it was in `version`, as `isDone` knows it by its event; undefined if nothing.
 * A request that was cut off finds so what it had come to, wherever the handoff has gone since.
 */
export async function doneSince(
  context: CallContext,
  stored: Handoff,
  version: number,
  isDone: (event: HandoffEvent) => boolean,
): Promise<Done | undefined> {
  if (stored.version === version) return undefined;
  const { type, id } = context.actor;
  const since = await eventsSince(context, stored.id, version);
  const index = since.findIndex((event) => isDone(event) && event.actor.type === type && event.actor.id === id);
  const event = since[index];
  if (event === undefined) return undefined;
  const before = fold([...(await eventsUpTo(context, stored.id, version)), ...since.slice(0, index)]);
  if (before === undefined) throw new Error(`handoff ${stored.id} has lost its beginning`);
  const after = [event, ...clockFactsOf(event, since.slice(index + 1))].reduce(evolve, before);
  return { before, after, at: event.occurredAt };
}

/** What became of clocks with `event`: it is told right after it. */
function clockFactsOf({ occurredAt }: HandoffEvent, following: readonly HandoffEvent[]): readonly HandoffEvent[] {
  const end = following.findIndex((each) => each.occurredAt !== occurredAt || !each.type.startsWith('clock.'));
  return end === -1 ? following : following.slice(0, end);
}
