import { publishHandoffEvent } from '#domain/published-event.ts';
import { type RecordedEvent, wholeSecond } from '#domain/recorded-event.ts';
import type { TenantContext } from '../context.ts';

const EVENT_ID = /^evt_([0-9A-HJKMNP-TV-Z]{26})(?:_(\d{6,9}))?$/;

/** An event as it was published and when it was recorded, however old it is; undefined if there is none with this id. */
export async function findEvent(context: TenantContext, id: string): Promise<RecordedEvent | undefined> {
  const [, ulid, sequence] = EVENT_ID.exec(id) ?? [];
  if (ulid === undefined) return undefined;
  const found =
    sequence === undefined
      ? await configurationEvent(context, id)
      : await handoffEvent(context, `hnd_${ulid}`, Number(sequence));
  // a sequence can be written with more zeros than the id has
  return found?.event.id === id ? found : undefined;
}

async function configurationEvent({ stores }: TenantContext, id: string): Promise<RecordedEvent | undefined> {
  const event = await stores.eventLog.configurationEvent(id);
  return event && { event, recordedAt: wholeSecond(event.occurredAt) };
}

/** It is kept with its handoff, and its id says where. */
async function handoffEvent(
  { stores, tenantId, mode }: TenantContext,
  handoffId: string,
  sequence: number,
): Promise<RecordedEvent | undefined> {
  const found = sequence === 0 ? undefined : await stores.handoffs.event(handoffId, sequence);
  return found && { event: publishHandoffEvent(found.event, tenantId, mode), recordedAt: found.recordedAt };
}
