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
    about: 'From sign-up to a first handoff, by curl.',
  },
  { part: 'Begin', name: 'concepts', title: 'Concepts', about: 'Contracts, packets, handoffs, clocks, events.' },
  { part: 'Define', name: 'contracts', title: 'Contracts', about: 'Criteria, routing, clocks, escalation in detail.' },
  { part: 'Define', name: 'packets', title: 'Packets', about: 'The JSON Schema of what must travel.' },
  { part: 'Define', name: 'migrating', title: 'Migrating', about: 'Move handoffs in flight to other terms.' },
  { part: 'Define', name: 'backtest', title: 'Backtests', about: 'Test a change on past handoffs.' },
  { part: 'Automate', name: 'routing', title: 'Routing', about: 'Owners, queues, strategies, absence, capacity.' },
  { part: 'Enforce', name: 'sla', title: 'SLA rules', about: 'Every rule of time, with the test that holds it.' },
  {
    part: 'Enforce',
    name: 'calendars',
    title: 'Calendars',
    about: 'Working hours, holidays, daylight saving, versions.',
  },
  { part: 'Enforce', name: 'escalation', title: 'Escalation', about: 'Steps, working hours, what stops them.' },
  { part: 'Enforce', name: 'test-clocks', title: 'Test clocks', about: 'Let days pass in seconds, in test mode.' },
  { part: 'Be told', name: 'webhooks', title: 'Webhooks', about: 'Receive events, verify and deduplicate them.' },
  {
    part: 'Be told',
    name: 'receiving-webhooks',
    title: 'Receiving webhooks',
    about: 'Whole receivers in three languages.',
  },
  { part: 'Be told', name: 'events', title: 'Events', about: 'Every type, and the log of the last 90 days.' },
  {
    part: 'Be told',
    name: 'notifications',
    title: 'Notifications',
    about: 'People told in Slack and Microsoft Teams.',
  },
  { part: 'Measure', name: 'metrics', title: 'Metrics', about: 'What every figure means, and what is behind it.' },
  { part: 'Measure', name: 'journey', title: 'Journey', about: 'One customer’s story, the map, and the funnel.' },
  { part: 'Measure', name: 'reviews', title: 'Reviews', about: 'A month looked back on, and what would help.' },
  { part: 'Measure', name: 'maturity', title: 'Maturity', about: 'How far you are, by rules, and the next step.' },
  { part: 'Build', name: 'tenancy', title: 'Tenants and keys', about: 'Modes, scopes, rotation, the audit log.' },
  { part: 'Build', name: 'data-export', title: 'Your data', about: 'Take all of it with you, or have it deleted.' },
  { part: 'Build', name: 'limits', title: 'Limits', about: 'Requests per second, numbers of things, usage.' },
  { part: 'Build', name: 'sdk', title: 'SDK', about: 'The client in TypeScript: types, retries, errors.' },
  { part: 'Build', name: 'cli', title: 'CLI', about: 'Contracts in version control, handoffs, events.' },
  { part: 'Build', name: 'api-conventions', title: 'API conventions', about: 'Idempotency, pages, errors, ETags.' },
];
