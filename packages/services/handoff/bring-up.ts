import type { Assignee } from '#domain/contract/body.ts';
import { catchUp } from '#domain/handoff/deadlines.ts';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import type { Directory, Terms } from '#domain/handoff/terms.ts';
import type { Instant } from '#domain/instant.ts';
import type { Placement } from '#storage/placement.ts';
import type { TenantContext } from '../context.ts';
import { Surroundings } from '../routing/surroundings.ts';
import { loadDirectory } from './directory.ts';
import { placementOf } from './route-handoff.ts';

/** A handoff brought up to now. */
export interface Present {
  readonly state: Handoff;
  readonly events: readonly HandoffEvent[];
  /** All that bringing it up to now has asked about. */
  readonly directory: Directory;
  /** What goes with it because a step has handed it over. */
  readonly placement: Placement;
}

interface Moment {
  readonly terms: Terms;
  readonly now: Instant;
  /** What was decided on what was known before was refused. */
  readonly fresh?: boolean;
}

/**
 * Brings a handoff up to now without writing. Deadlines may ask about people: who is told, who can be given it. They are
 * looked up as they are asked about, and it is decided again until nothing is missed; where nothing is due, nothing is read.
 */
export async function bringUp(
  context: TenantContext,
  stored: Handoff,
  { terms, now, fresh }: Moment,
): Promise<Present> {
  const surroundings = new Surroundings(context, { now, ...(fresh === undefined ? {} : { fresh }) });
  const known = new Map<string, Assignee>();
  for (;;) {
    const people = known.size === 0 ? undefined : await loadDirectory(context, [...known.values()]);
    const missed = new Map<string, Assignee>();
    const ask = <T>(id: string, assignee: Assignee, answer: T): T => {
      if (!known.has(id)) missed.set(id, assignee);
      return answer;
    };
    const directory: Directory = {
      owner: (ownerId) => ask(ownerId, { ownerId }, people?.owner(ownerId)),
      queue: (queueId) => ask(queueId, { queueId }, people?.queue(queueId)),
    };
    const { present, asked } = await surroundings.settle((world) => {
      const all = { ...directory, world };
      return { present: catchUp(stored, { terms, directory: all, now }), asked: all };
    });
    if (missed.size === 0) {
      const { state, events, route } = present;
      return { state, events, directory: asked, placement: route === undefined ? {} : placementOf(route) };
    }
    for (const [id, assignee] of missed) known.set(id, assignee);
  }
}
