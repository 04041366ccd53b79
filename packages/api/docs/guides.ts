/** The guides for users of the API, in reading order. Each is `docs/<name>.md`. */
export const GUIDES = [
  { name: 'getting-started', title: 'Getting started', about: 'from sign-up to a first handoff, by curl.' },
  { name: 'concepts', title: 'Concepts', about: 'contracts, packets, handoffs, clocks, escalation, events.' },
  { name: 'contracts', title: 'Contracts', about: 'criteria, routing, clocks and escalation in detail.' },
  { name: 'routing', title: 'Routing', about: 'owners, queues, strategies, absence, capacity, hand-overs.' },
  { name: 'calendars', title: 'Calendars', about: 'working hours, holidays, daylight saving, versions.' },
  { name: 'migrating', title: 'Migrating', about: 'move handoffs in flight to other terms, after a dry run.' },
  { name: 'sla', title: 'SLA rules', about: 'every rule of time, with a picture and the test that holds it.' },
  {
    name: 'escalation',
    title: 'Escalation',
    about: 'ladders of steps, working hours, acknowledging, what stops them.',
  },
  { name: 'test-clocks', title: 'Test clocks', about: 'let days pass in seconds, in test mode.' },
  { name: 'packets', title: 'Packets', about: 'the JSON Schema of what must travel.' },
  { name: 'webhooks', title: 'Webhooks', about: 'receive events, verify and deduplicate them.' },
  { name: 'receiving-webhooks', title: 'Receiving webhooks', about: 'whole receivers in TypeScript, JavaScript, Python.' },
  { name: 'events', title: 'Events', about: 'every type, and the log of the last 90 days.' },
  { name: 'notifications', title: 'Notifications', about: 'events told to people in Slack and Microsoft Teams.' },
  { name: 'api-conventions', title: 'API conventions', about: 'idempotency, pages, errors, ETags, deprecation.' },
] as const;
