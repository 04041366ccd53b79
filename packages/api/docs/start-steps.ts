import { signalToLead } from '#domain/contract/templates/signal-to-lead.ts';

/** A request of a newcomer. `$NAMES` in it stand for what earlier answers said. */
export interface StartStep {
  readonly title: string;
  readonly about: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  /** The name under which later requests know the id that this one's answer has. */
  readonly keeps?: string;
}

/** What a first handoff takes, once there is a key. */
export const START_STEPS: readonly StartStep[] = [
  {
    title: 'Say who receives',
    about: 'An owner is somebody to whom handoffs go.',
    method: 'POST',
    path: '/v1/owners',
    body: { name: 'Priya Raman' },
    keeps: 'OWNER',
  },
  {
    title: 'Agree on a contract',
    about: 'From a template: what must travel, what ready means, how fast. You say who gets it.',
    method: 'POST',
    path: '/v1/contracts',
    body: { templateSlug: signalToLead.slug, routing: { fallback: { ownerId: '$OWNER' } } },
    keeps: 'CONTRACT',
  },
  {
    title: 'Publish it',
    about: 'A published version never changes. Handoffs run under it.',
    method: 'POST',
    path: '/v1/contracts/$CONTRACT/publish',
  },
  {
    title: 'Hand a customer over',
    about: 'The packet is what travels. If anything is missing, the answer names every gap at once.',
    method: 'POST',
    path: '/v1/handoffs',
    body: {
      contractId: '$CONTRACT',
      subject: { type: 'lead', id: 'dana-reyes', name: 'Dana Reyes' },
      packet: signalToLead.examples.ready,
    },
    keeps: 'HANDOFF',
  },
  {
    title: 'See it',
    about: 'Assigned to Priya, with clocks that run. Assignment is not acceptance: she has 15 minutes.',
    method: 'GET',
    path: '/v1/handoffs/$HANDOFF',
  },
];
