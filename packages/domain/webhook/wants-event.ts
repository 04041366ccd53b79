import type { Condition } from '../expression/condition.ts';
import type { PublishedEvent } from '../published-event.ts';
import { matchesEventType } from './event-pattern.ts';
import { passesFilter } from './filter.ts';

/** An endpoint as far as it matters for what is sent to it. */
export interface Subscriber {
  readonly id: string;
  readonly version: number;
  readonly enabled: boolean;
  readonly eventTypes: readonly string[];
  readonly filter?: Condition;
}

/** Whether `event` is to be sent to an endpoint. A test goes to the one that it was asked for, whatever that subscribes to. */
export function wantsEvent({ id, enabled, eventTypes, filter }: Subscriber, event: PublishedEvent): boolean {
  if (!enabled) return false;
  if (event.type === 'webhook_endpoint.test') return testedEndpoint(event.data) === id;
  return matchesEventType(eventTypes, event.type) && (filter === undefined || passesFilter(filter, event));
}

function testedEndpoint(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'endpointId' in data ? data.endpointId : undefined;
}
