import { amount, carriedOver, date, oneOf, packetOf, people, score, text, texts } from './fields.ts';
import { outcomesPromised, successCriteria } from './promises.ts';
import { acceptClock, acceptPath, fixClock, lateWorkPath } from './service-levels.ts';
import type { ContractTemplate } from './template.ts';

export const renewalToExpansion: ContractTemplate = {
  slug: 'renewal-to-expansion',
  name: 'Renewal to expansion',
  description: 'A customer with proven outcomes goes to account management, with the reasons why more would help them.',
  moment: 'The term ends; somebody new talks about money.',
  body: {
    name: 'Renewal to expansion',
    from: { stage: 'adoption', team: 'customer success', system: 'customer success platform' },
    to: { stage: 'expansion', team: 'account management', system: 'crm' },
    subjectType: 'account',
    customerRisk: 'A happy customer is sold what they do not need, or asked what they have already answered.',
    packet: {
      ...carriedOver('stakeholders', 'outcomesPromised', 'successCriteria'),
      ...packetOf(['usage', 'outcomesAchieved', 'sentiment', 'contractTerms', 'expansionHypotheses'], {
        usage: {
          type: 'object',
          description: 'What they use of what they pay for',
          required: ['activeUsers', 'licensedUsers'],
          properties: {
            activeUsers: { type: 'integer', minimum: 0, description: 'Active in the last 30 days' },
            licensedUsers: { type: 'integer', minimum: 1, description: 'Paid for' },
            trend: oneOf('Against the last quarter', ['growing', 'steady', 'falling']),
          },
        },
        outcomesAchieved: texts('What they have got out of it, with numbers'),
        sentiment: {
          type: 'object',
          description: 'How they feel about it',
          required: ['score'],
          properties: { score: score('0 to 100'), quote: text('In their own words', 500) },
        },
        contractTerms: {
          type: 'object',
          description: 'What is in force',
          required: ['arr', 'renewsOn'],
          properties: {
            arr: amount('Annual recurring revenue'),
            renewsOn: date('The day the term ends'),
            noticeBy: date('The last day to give notice'),
            discount: { type: 'number', minimum: 0, maximum: 1, description: 'As a fraction' },
          },
        },
        expansionHypotheses: texts('Why more would help them: a team, a use, a region'),
        stakeholders: people('Who decides about the renewal', 0),
        outcomesPromised,
        successCriteria,
      }),
    },
    entryCriteria: [
      {
        id: 'adopted',
        description: 'At least half of the licensed users are active',
        expression: 'packet.usage.activeUsers / packet.usage.licensedUsers >= 0.5',
      },
      {
        id: 'outcome_proven',
        description: 'At least one outcome is achieved',
        expression: 'size(packet.outcomesAchieved) > 0',
      },
      { id: 'content', description: 'Sentiment is at least 60', expression: 'packet.sentiment.score >= 60' },
    ],
    exitCriteria: [
      {
        id: 'decided',
        description: 'The customer has decided, and the decision is known',
        expression: 'outcome.decision in ["renewed", "expanded", "reduced", "ended"]',
      },
    ],
    milestones: [],
    rejectionReasons: [
      { code: 'wrong_manager', class: 'procedural', label: 'Belongs to another account manager' },
      { code: 'terms_missing', class: 'clerical', label: 'Contract terms are missing or wrong' },
      { code: 'no_potential', class: 'definitional', label: 'No potential in the agreed sense' },
    ],
    pauseReasons: [
      { code: 'customer_budget_cycle', label: 'The customer decides later', clocks: ['complete'], maxPause: 'PT1440H' },
    ],
    routing: { rules: [] },
    clocks: [
      acceptClock('PT24H'),
      fixClock('PT48H'),
      {
        name: 'first_touch',
        start: 'submitted',
        stop: ['first_touch', 'rejected'],
        target: 'PT48H',
        warnAt: [0.8],
        pausable: false,
      },
      {
        name: 'complete',
        start: 'accepted',
        stop: ['completed', 'disqualified'],
        target: { businessDays: 60 },
        warnAt: [0.8],
        pausable: true,
      },
    ],
    escalation: [acceptPath('PT8H'), lateWorkPath('first_touch'), lateWorkPath('complete')],
    maxAttempts: 3,
  },
  examples: {
    ready: {
      usage: { activeUsers: 34, licensedUsers: 40, trend: 'growing' },
      outcomesAchieved: ['Onboarding in 13 days instead of 42'],
      sentiment: { score: 84, quote: 'We do not go back to spreadsheets' },
      contractTerms: { arr: 60000, renewsOn: '2028-12-31', noticeBy: '2028-09-30', discount: 0.1 },
      expansionHypotheses: ['The support team has the same handoffs'],
      stakeholders: [{ name: 'Dana Reyes', role: 'Champion', email: 'dana.reyes@example.com' }],
    },
    notReady: { usage: { activeUsers: 8, licensedUsers: 40 }, outcomesAchieved: [], sentiment: { score: 'good' } },
    outcome: { decision: 'expanded' },
  },
};
