import { type HandoffEvent, handoffFactSchema } from '#domain/handoff/events.ts';
import { fold } from '#domain/handoff/evolve.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import type { Knowledge } from '#domain/notification/scene.ts';
import type { PublishedEvent } from '#domain/published-event.ts';
import type { TenantContext } from '../context.ts';

/** A longer history costs more to read than it tells: then the handoff is taken as it is now. */
const MAX_HISTORY = 100;

/** More people than a notice has room for. */
const MAX_NAMES = 50;

/**
 * What a notice may say beside its event. The handoff is folded up to the event, so that a retry tells the same as the
 * first attempt. One read for each delivery, and one each for the contract and for names unless the process knows them
 * already: versions for as long as it lives, names for a second. What cannot be read is left out.
 */
export async function knowledgeOf(context: TenantContext, event: PublishedEvent): Promise<Knowledge> {
  const handoff = await orNothing(() => handoffAfter(context, event));
  if (handoff === undefined) return {};
  const [contract, people] = await Promise.all([
    orNothing(() => contractOf(context, handoff)),
    orNothing(() => peopleIn(context, [event.data, handoff.holder, handoff.sender])),
  ]);
  return { handoff, contract, ...people };
}

async function handoffAfter({ stores }: TenantContext, event: PublishedEvent): Promise<Handoff | undefined> {
  const { handoffId, sequence } = event;
  if (handoffId === undefined || sequence === undefined) return undefined;
  if (sequence === 1) return fold([firstOf(event, handoffId)]);
  if (sequence > MAX_HISTORY) return stores.handoffs.get(handoffId, { consistent: false });
  const { data } = await stores.handoffs.events(handoffId, { afterSequence: 0, limit: sequence });
  return fold(data);
}

function firstOf({ type, occurredAt, actor, data }: PublishedEvent, handoffId: string): HandoffEvent {
  return { ...handoffFactSchema().parse({ type, occurredAt, actor, data }), handoffId, sequence: 1 };
}

async function contractOf(context: TenantContext, { contractId, contractVersion }: Handoff) {
  const { terms } = await context.terms.get(context, { contractId, contractVersion });
  return terms.body;
}

/** The names of all owners and queues that `told` speaks of, and the strategies of the queues, by their ids. */
async function peopleIn(
  { stores }: TenantContext,
  told: readonly unknown[],
): Promise<Pick<Knowledge, 'names' | 'strategies'>> {
  const ids = [...new Set(JSON.stringify(told).match(/(?<=")(?:own|que)_[0-9A-HJKMNP-TV-Z]{26}(?=")/g))].slice(
    0,
    MAX_NAMES,
  );
  const [owners, queues] = await Promise.all([
    stores.owners.getRecent(ids.filter((id) => id.startsWith('own_'))),
    stores.queues.getRecent(ids.filter((id) => id.startsWith('que_'))),
  ]);
  return {
    names: new Map([...owners, ...queues].map(({ id, name }) => [id, name])),
    strategies: new Map(queues.map(({ id, strategy }) => [id, strategy])),
  };
}

/** A delivery is not to wait or fail for want of a name: it tells ids instead. */
async function orNothing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch {
    return undefined;
  }
}
