import { DomainError } from '#domain/problem.ts';
import { wholeSecond } from '#domain/recorded-event.ts';
import { deliveryId } from '#domain/webhook/delivery-id.ts';
import type { ConfigurationEvent } from '#storage/commit.ts';
import { type CallContext, concurrentUpdate, notFound, requireScope } from '../context.ts';
import { findDocument } from '../documents.ts';
import { configurationEvent } from '../outbox/configuration-event.ts';

export interface EndpointTest {
  /** What will be posted. */
  readonly event: ConfigurationEvent;
  /** Where to see what came of it, from the first attempt on. */
  readonly deliveryId: string;
}

/**
 * Sends an endpoint an event by which to see whether it works; to it alone, whatever it subscribes to. `example` is an
 * event of the type that the receiver is to be tried with.
 *
 * @throws DomainError `not_found`, `conflict` if the endpoint is disabled, `concurrent_update`
 */
export async function testEndpoint(
  context: CallContext,
  id: string,
  example?: Readonly<Record<string, unknown>>,
  ifVersion?: number,
): Promise<EndpointTest> {
  requireScope(context, 'webhooks:write');
  const { stores } = context;
  const { enabled } = await findDocument(stores.endpoints, 'webhook endpoint', id, ifVersion);
  if (!enabled) {
    throw new DomainError('conflict', `The webhook endpoint ${id} is disabled; enable it first.`, {
      extensions: { enabled },
    });
  }
  const data = { endpointId: id, ...(example === undefined ? {} : { example }) };
  const event = configurationEvent(context, 'webhook_endpoint.test', data);
  if (!(await stores.outbox.publish(event, stores.endpoints.requiring(id, ifVersion)))) {
    throw ifVersion === undefined ? notFound('webhook endpoint', id) : concurrentUpdate('webhook endpoint', id);
  }
  const recordedAt = wholeSecond(event.occurredAt);
  return { event, deliveryId: deliveryId({ endpointId: id, eventId: event.id, recordedAt }) };
}
