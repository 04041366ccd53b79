/** The chapters of the guides: first steps, then the playbook (define, automate, enforce, be told, measure), then the tools. */
export const PARTS = ['Begin', 'Define', 'Automate', 'Enforce', 'Be told', 'Measure', 'Build'] as const;

export interface Guide {
  /** Its file is `docs/<name>.md`. */
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly part: (typeof PARTS)[number];
}

/** The guides for users of the API, in reading order. */
export const GUIDES: readonly Guide[] = [
  {
    part: 'Begin',
    name: 'getting-started',
    title: 'Getting started',
    about: 'from sign-up to a first handoff, by curl.',
  },
  { part: 'Begin', name: 'concepts', title: 'Concepts', about: 'contracts, packets, handoffs, clocks, events.' },
  { part: 'Define', name: 'contracts', title: 'Contracts', about: 'criteria, routing, clocks, escalation in detail.' },
  { part: 'Define', name: 'packets', title: 'Packets', about: 'the JSON Schema of what must travel.' },
  { part: 'Define', name: 'migrating', title: 'Migrating', about: 'move handoffs in flight to other terms.' },
  { part: 'Define', name: 'backtest', title: 'Backtests', about: 'test a change on past handoffs.' },
  { part: 'Automate', name: 'routing', title: 'Routing', about: 'owners, queues, strategies, absence, capacity.' },
  { part: 'Enforce', name: 'sla', title: 'SLA rules', about: 'every rule of time, with the test that holds it.' },
  {
    part: 'Enforce',
    name: 'calendars',
    title: 'Calendars',
    about: 'working hours, holidays, daylight saving, versions.',
  },
  { part: 'Enforce', name: 'escalation', title: 'Escalation', about: 'steps, working hours, what stops them.' },
  { part: 'Enforce', name: 'test-clocks', title: 'Test clocks', about: 'let days pass in seconds, in test mode.' },
  { part: 'Be told', name: 'webhooks', title: 'Webhooks', about: 'receive events, verify and deduplicate them.' },
  {
    part: 'Be told',
    name: 'receiving-webhooks',
    title: 'Receiving webhooks',
    about: 'whole receivers in three languages.',
  },
  { part: 'Be told', name: 'events', title: 'Events', about: 'every type, and the log of the last 90 days.' },
  {
    part: 'Be told',
    name: 'notifications',
    title: 'Notifications',
    about: 'people told in Slack and Microsoft Teams.',
  },
  { part: 'Measure', name: 'metrics', title: 'Metrics', about: 'what every figure means, and what is behind it.' },
  { part: 'Measure', name: 'journey', title: 'Journey', about: 'one customer’s story, the map, and the funnel.' },
  { part: 'Measure', name: 'reviews', title: 'Reviews', about: 'a month looked back on, and what would help.' },
  { part: 'Measure', name: 'maturity', title: 'Maturity', about: 'how far you are, by rules, and the next step.' },
  { part: 'Build', name: 'tenancy', title: 'Tenants and keys', about: 'modes, scopes, rotation, the audit log.' },
  { part: 'Build', name: 'data-export', title: 'Your data', about: 'take all of it with you, or have it deleted.' },
  { part: 'Build', name: 'limits', title: 'Limits', about: 'requests per second, numbers of things, usage.' },
  { part: 'Build', name: 'sdk', title: 'SDK', about: 'the client in TypeScript: types, retries, errors.' },
  { part: 'Build', name: 'cli', title: 'CLI', about: 'contracts in version control, handoffs, events.' },
  { part: 'Build', name: 'api-conventions', title: 'API conventions', about: 'idempotency, pages, errors, ETags.' },
];
