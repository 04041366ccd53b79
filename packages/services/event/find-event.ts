import { type PublishedEvent, publishHandoffEvent } from '#domain/published-event.ts';
import type { TenantContext } from '../context.ts';

const EVENT_ID = /^evt_([0-9A-HJKMNP-TV-Z]{26})(?:_(\d{6,9}))?$/;

/** An event as it was published, however old it is; undefined if there is none with this id. */
export async function findEvent(context: TenantContext, id: string): Promise<PublishedEvent | undefined> {
  const [, ulid, sequence] = EVENT_ID.exec(id) ?? [];
  if (ulid === undefined) return undefined;
  const found =
    sequence === undefined
      ? await context.stores.eventLog.configurationEvent(id)
      : await handoffEvent(context, `hnd_${ulid}`, Number(sequence));
  // what was found is the first from there on, and a sequence can be written with more zeros than the id has
  return found?.id === id ? found : undefined;
}

/** It is kept with its handoff, and its id says where. */
async function handoffEvent(
  { stores, tenantId, mode }: TenantContext,
  handoffId: string,
  sequence: number,
): Promise<PublishedEvent | undefined> {
  const { data } = await stores.handoffs.events(handoffId, { afterSequence: Math.max(sequence - 1, 0), limit: 1 });
  const [event] = data;
  return event && publishHandoffEvent(event, tenantId, mode);
}
