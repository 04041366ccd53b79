import { oneOf, packetOf, text, texts } from './fields.ts';
import { acceptClock, acceptPath, fixClock, lateWorkPath } from './service-levels.ts';
import type { ContractTemplate } from './template.ts';

export const supportCaseToResolution: ContractTemplate = {
  slug: 'support-case-to-resolution',
  name: 'Support case to resolution',
  description: 'A case goes to the next tier or to engineering with everything that has been found and tried.',
  moment: 'The first person cannot solve it; the customer must not have to explain it again.',
  body: {
    name: 'Support case to resolution',
    from: { stage: 'support_tier_1', team: 'support', channel: 'ticket', system: 'help desk' },
    to: { stage: 'support_tier_2', team: 'engineering', system: 'issue tracker' },
    subjectType: 'case',
    customerRisk: 'They explain the same problem to each tier, while it goes on hurting.',
    packet: packetOf(['symptom', 'reproduction', 'impact', 'stepsTried', 'environment', 'customerExpectation'], {
      symptom: text('What happens, and what should happen instead'),
      reproduction: texts('Steps to see it happen, one by one'),
      impact: {
        type: 'object',
        description: 'Whom it hurts, and how much',
        required: ['severity', 'affectedUsers'],
        properties: {
          severity: oneOf('How bad it is', ['low', 'medium', 'high', 'critical']),
          affectedUsers: { type: 'integer', minimum: 0, description: 'How many people it stops' },
          workaround: text('What helps meanwhile', 500),
        },
      },
      stepsTried: texts('What has been tried, with what result'),
      environment: text('Version, browser, region, integration', 1000),
      customerExpectation: text('What the customer was told, and until when', 1000),
    }),
    entryCriteria: [
      {
        id: 'reproducible',
        description: 'There are steps to reproduce it',
        expression: 'size(packet.reproduction) > 0',
      },
      { id: 'tried', description: 'Something has been tried', expression: 'size(packet.stepsTried) > 0' },
      {
        id: 'critical_has_users',
        description: 'A critical case names how many it affects',
        expression: "packet.impact.severity != 'critical' || packet.impact.affectedUsers > 0",
      },
    ],
    exitCriteria: [
      { id: 'cause_known', description: 'The cause is written down', expression: "outcome.rootCause != ''" },
      {
        id: 'customer_told',
        description: 'The customer has been told',
        expression: 'outcome.customerInformed == true',
      },
    ],
    milestones: [],
    rejectionReasons: [
      { code: 'wrong_component', class: 'procedural', label: 'Belongs to another component or team' },
      { code: 'not_reproducible', class: 'clerical', label: 'Steps or environment are missing' },
      { code: 'works_as_designed', class: 'definitional', label: 'Works as designed' },
    ],
    pauseReasons: [
      { code: 'awaiting_customer', label: 'The customer has to answer', clocks: ['resolve'], maxPause: 'PT72H' },
      { code: 'awaiting_release', label: 'Mended, waiting for the release', clocks: ['resolve'], maxPause: 'PT336H' },
    ],
    routing: { rules: [] },
    clocks: [
      acceptClock('PT2H'),
      fixClock('PT4H'),
      {
        name: 'first_response',
        start: 'submitted',
        stop: ['first_touch', 'rejected'],
        target: 'PT4H',
        warnAt: [0.8],
        pausable: false,
      },
      {
        name: 'resolve',
        start: 'submitted',
        stop: ['completed', 'disqualified'],
        target: 'PT48H',
        warnAt: [0.5, 0.8],
        pausable: true,
      },
    ],
    escalation: [acceptPath('PT1H'), lateWorkPath('first_response'), lateWorkPath('resolve')],
    maxAttempts: 3,
  },
  examples: {
    ready: {
      symptom: 'The export stops at 10,000 rows instead of writing all of them.',
      reproduction: ['Open reports', 'Choose the last 90 days', 'Press export'],
      impact: { severity: 'high', affectedUsers: 12, workaround: 'Export month by month' },
      stepsTried: ['Another browser: the same', 'A smaller range: works'],
      environment: 'Release 8.2, region eu',
      customerExpectation: 'An answer today, a fix this week',
    },
    notReady: { symptom: 'Export broken', reproduction: [], impact: { severity: 'urgent' }, environment: 'Chrome' },
    outcome: { rootCause: 'The export read one page of results only', customerInformed: true },
  },
};
