import type { Condition } from '../expression/condition.ts';
import type { Instant } from '../instant.ts';
import type { PublishedEvent } from '../published-event.ts';
import { matchesEventType } from './event-pattern.ts';
import { passesFilter } from './filter.ts';

/** An endpoint as far as it matters for what is sent to it. */
export interface Subscriber {
  readonly id: string;
  readonly version: number;
  readonly enabled: boolean;
  /** When it was switched off, if it was on before. */
  readonly switchedOffAt?: Instant;
  readonly eventTypes: readonly string[];
  readonly filter?: Condition;
}

/**
 * Whether an endpoint is there for what was recorded at `recordedAt`. One that was switched off since is: it will not be
 * posted to, but the delivery is kept as failed, for a retry or a replay.
 */
export function wasOnAt({ enabled, switchedOffAt }: Subscriber, recordedAt: Instant): boolean {
  return enabled || (switchedOffAt !== undefined && recordedAt <= switchedOffAt);
}

/** Whether `event` is what an endpoint subscribes to. A test goes to the one that it was asked for, whatever that subscribes to. */
export function wantsEvent({ id, eventTypes, filter }: Subscriber, event: PublishedEvent): boolean {
  if (event.type === 'webhook_endpoint.test') return testedEndpoint(event.data) === id;
  return matchesEventType(eventTypes, event.type) && (filter === undefined || passesFilter(filter, event));
}

function testedEndpoint(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'endpointId' in data ? data.endpointId : undefined;
}
