import { carriedOver, date, oneOf, packetOf, people, text, texts } from './fields.ts';
import { commercialTerms, outcomesPromised, risks, successCriteria } from './promises.ts';
import { acceptClock, acceptPath, fixClock, lateWorkPath } from './service-levels.ts';
import type { ContractTemplate } from './template.ts';

export const onboardingToAdoption: ContractTemplate = {
  slug: 'onboarding-to-adoption',
  name: 'Onboarding to adoption',
  description: 'A running implementation goes to customer success, who bring it from live to valuable.',
  moment: 'The project ends; the customer must now get value without a project team.',
  body: {
    name: 'Onboarding to adoption',
    from: { stage: 'onboarding', team: 'implementation', system: 'project management' },
    to: { stage: 'adoption', team: 'customer success', system: 'customer success platform' },
    subjectType: 'account',
    customerRisk: 'Open items are forgotten, and a product that is live stays unused.',
    packet: {
      ...carriedOver('stakeholders', 'outcomesPromised', 'successCriteria', 'risks', 'commercialTerms'),
      ...packetOf(['live', 'openItems', 'trainedUsers', 'firstValue', 'health', 'stakeholders'], {
        live: texts('What is live: modules, integrations, teams'),
        openItems: {
          type: 'array',
          maxItems: 100,
          description: 'What is not done; an empty list says that nothing is',
          items: {
            type: 'object',
            required: ['item', 'owner', 'due'],
            properties: { item: text('What', 500), owner: text('Who does it', 200), due: date('Until when') },
          },
        },
        trainedUsers: { type: 'integer', minimum: 0, description: 'Users who have been trained' },
        licensedUsers: { type: 'integer', minimum: 1, description: 'Users who are paid for' },
        firstValue: {
          type: 'object',
          description: 'The first outcome that the customer recognises as value',
          required: ['reached', 'evidence'],
          properties: {
            reached: { type: 'boolean', description: 'Whether it has been reached' },
            evidence: text('What shows it, or what is missing', 500),
          },
        },
        health: oneOf('How it stands', ['green', 'yellow', 'red']),
        healthReason: text('Why, unless it is green', 1000),
        stakeholders: people('Who matters at the customer now'),
        outcomesPromised,
        successCriteria,
        risks,
        commercialTerms,
      }),
    },
    entryCriteria: [
      { id: 'something_live', description: 'Something is live', expression: 'size(packet.live) > 0' },
      { id: 'users_trained', description: 'At least one user is trained', expression: 'packet.trainedUsers >= 1' },
      {
        id: 'health_explained',
        description: 'Health is green, or the reason is given',
        expression: "packet.health == 'green' || has(packet.healthReason)",
      },
    ],
    exitCriteria: [
      { id: 'value_reached', description: 'First value was reached', expression: 'outcome.firstValueReached == true' },
      {
        id: 'adoption_known',
        description: 'At least half of the licensed users are active',
        expression: 'outcome.activeUsers / outcome.licensedUsers >= 0.5',
      },
    ],
    milestones: ['first_value'],
    rejectionReasons: [
      { code: 'wrong_portfolio', class: 'procedural', label: 'Belongs to another portfolio' },
      { code: 'open_items_unowned', class: 'clerical', label: 'Open items without owner or date' },
      { code: 'not_live', class: 'definitional', label: 'Not live in the agreed sense' },
    ],
    pauseReasons: [
      { code: 'awaiting_customer', label: 'The customer has postponed', clocks: ['time_to_value'], maxPause: 'PT240H' },
    ],
    routing: { rules: [] },
    clocks: [
      acceptClock('PT8H'),
      fixClock('PT24H'),
      {
        name: 'time_to_value',
        start: 'accepted',
        stop: ['first_value', 'completed'],
        target: { businessDays: 30 },
        warnAt: [0.5, 0.8],
        pausable: true,
      },
    ],
    escalation: [acceptPath('PT4H'), lateWorkPath('time_to_value')],
    maxAttempts: 3,
  },
  examples: {
    ready: {
      live: ['Core workflow', 'CRM integration'],
      openItems: [{ item: 'Single sign-on', owner: 'Implementation', due: '2027-02-15' }],
      trainedUsers: 24,
      licensedUsers: 40,
      firstValue: { reached: false, evidence: 'First customer will finish onboarding in week 6' },
      health: 'yellow',
      healthReason: 'Single sign-on is late; usage is fine',
      stakeholders: [{ name: 'Dana Reyes', role: 'Champion', email: 'dana.reyes@example.com' }],
    },
    notReady: { live: [], openItems: [{ item: 'Single sign-on' }], trainedUsers: 0, health: 'red' },
    outcome: { firstValueReached: true, activeUsers: 31, licensedUsers: 40 },
  },
};
