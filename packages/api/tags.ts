/** The chapters of the reference, in reading order. */
export const TAGS = {
  Tenant: 'Sign up, look at the tenant, and manage its API keys.',
  Contracts:
    'What two teams agree on: what "ready" means, what must travel, who receives it, how fast, and what happens when it is late.',
  Calendars: 'The hours in which teams work, and clocks run.',
  Routing: 'The people who receive handoffs, and the queues they share.',
  Handoffs: 'Submit a handoff and follow it to its end.',
  'Test clocks': 'In test mode, let days pass in seconds and watch what they bring.',
  Webhooks: 'Be told of every event, signed and retried.',
  Measurement: 'What happened, in figures, each of them down to the handoffs behind it.',
  Service: 'The health of the service itself.',
} as const;

export type Tag = keyof typeof TAGS;
