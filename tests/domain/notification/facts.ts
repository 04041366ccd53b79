import { eventExample } from '#api/event-examples/event-examples.ts';
import type { EventType } from '#domain/event-types.ts';
import type { Knowledge } from '#domain/notification/scene.ts';
import { type PublishedEvent, publishedEventSchema, publishHandoffEvent } from '#domain/published-event.ts';
import { ACCEPT_CLOCK, COMPLETE_CLOCK, contractBody, REJECTION_REASONS } from '../../support/contracts.ts';
import { type Life, submit } from '../../support/handoffs.ts';
import { ANA, BEN, MAY, QUEUE } from '../../support/people.ts';

export const TENANT_ID = 'ten_00000000000000000000000001';

export const NAMES: ReadonlyMap<string, string> = new Map([
  [ANA, 'Ana'],
  [BEN, 'Ben'],
  [MAY, 'May'],
  [QUEUE, 'EMEA onboarding'],
]);

/** A contract with words for all that a notice may tell of it. */
export const BODY = contractBody({
  clocks: [{ ...ACCEPT_CLOCK, warnAt: [0.8] }, COMPLETE_CLOCK],
  rejectionReasons: [...REJECTION_REASONS],
  entryCriteria: [{ id: 'goals_known', description: 'The goals are known', expression: 'true' }],
});

export const ACME = { type: 'account', id: 'acme-42', name: 'Acme GmbH' };

/** A handoff of Acme from Priya to Ana. */
export function acme(parts: Partial<Parameters<typeof submit>[0]> = {}): Life {
  const command = {
    handoffId: 'hnd_00000000000000000000000001',
    subject: ACME,
    sender: { name: 'Priya', team: 'sales' },
  };
  return submit({ body: BODY, ...parts, command: { ...command, ...parts.command } });
}

/** The last event of `type` in a life, as it is published, and the life's state as knowledge. */
export function lastOf(
  life: Life,
  type: EventType,
  beside: Knowledge = {},
): { readonly event: PublishedEvent; readonly knowledge: Knowledge } {
  const event = life.events.findLast((each) => each.type === type);
  if (event === undefined) throw new Error(`the life has no ${type}`);
  return {
    event: publishHandoffEvent(event, TENANT_ID, 'live'),
    knowledge: { handoff: life.state, contract: life.terms.body, names: NAMES, ...beside },
  };
}

/** The event that the reference shows for `type`. */
export function exampleOf(type: EventType): PublishedEvent {
  return publishedEventSchema().parse(eventExample(type));
}
