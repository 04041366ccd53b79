import type { RoutingWorld } from './consider-queue.ts';

/** The same world, in which `excluded` are not given it. */
export function excluding(world: RoutingWorld, excluded: readonly string[]): RoutingWorld {
  return {
    now: world.now,
    hours: world.hours,
    owner: (ownerId) => {
      const owner = world.owner(ownerId);
      return owner !== undefined && excluded.includes(ownerId) ? { ...owner, excluded: true } : owner;
    },
    queue: (queueId) => world.queue(queueId),
  };
}
