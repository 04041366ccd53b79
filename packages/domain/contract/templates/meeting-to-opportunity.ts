import { amount, date, packetOf, people, text } from './fields.ts';
import { acceptClock, acceptPath, fixClock, lateWorkPath } from './service-levels.ts';
import type { ContractTemplate } from './template.ts';

export const meetingToOpportunity: ContractTemplate = {
  slug: 'meeting-to-opportunity',
  name: 'Meeting to opportunity',
  description: 'What a meeting has found becomes an opportunity: need, budget, authority, timeline and a next step.',
  moment: 'A conversation becomes a forecast that others build on.',
  body: {
    name: 'Meeting to opportunity',
    from: { stage: 'discovery', team: 'sales development', system: 'crm' },
    to: { stage: 'opportunity', team: 'account executives', system: 'crm' },
    subjectType: 'opportunity',
    customerRisk: 'The customer is pressed for decisions that they have already explained they cannot make.',
    packet: packetOf(['need', 'budget', 'authority', 'timeline', 'nextStep'], {
      need: text('What they need, and what happens if they do nothing'),
      budget: {
        type: 'object',
        description: 'What is set aside',
        required: ['status'],
        properties: {
          status: { type: 'string', enum: ['approved', 'planned', 'none', 'unknown'], description: 'How firm it is' },
          amount: amount('In the currency below'),
          currency: { type: 'string', pattern: '^[A-Z]{3}$', description: 'ISO 4217 code' },
        },
      },
      authority: people('Who decides, who signs, who can stop it'),
      timeline: {
        type: 'object',
        description: 'When it has to be decided and running',
        required: ['decisionBy'],
        properties: { decisionBy: date('The day of the decision'), liveBy: date('The day it must work') },
      },
      nextStep: {
        type: 'object',
        description: 'What both sides have agreed to do next',
        required: ['what', 'when'],
        properties: { what: text('The step', 500), when: date('Its day') },
      },
    }),
    entryCriteria: [
      { id: 'need_stated', description: 'The need fills a sentence', expression: 'size(packet.need) >= 20' },
      {
        id: 'budget_known',
        description: 'Budget is approved or planned, with an amount',
        expression: 'packet.budget.status in ["approved", "planned"] && packet.budget.amount > 0',
      },
      { id: 'decider_known', description: 'Somebody who decides is named', expression: 'size(packet.authority) > 0' },
    ],
    exitCriteria: [
      {
        id: 'staged',
        description: 'The opportunity has a value and a closing day',
        expression: "outcome.value > 0 && outcome.closeDate != ''",
      },
    ],
    milestones: [],
    rejectionReasons: [
      { code: 'wrong_segment', class: 'procedural', label: 'Belongs to another segment' },
      { code: 'no_next_step', class: 'clerical', label: 'Next step or decision day is missing' },
      { code: 'no_opportunity', class: 'definitional', label: 'Does not meet the agreed definition of an opportunity' },
    ],
    pauseReasons: [
      { code: 'awaiting_customer', label: 'The customer has to confirm', clocks: ['complete'], maxPause: 'PT168H' },
    ],
    routing: { rules: [] },
    clocks: [
      acceptClock('PT8H'),
      fixClock('PT16H'),
      {
        name: 'complete',
        start: 'accepted',
        stop: ['completed', 'disqualified'],
        target: { businessDays: 3 },
        warnAt: [0.8],
        pausable: true,
      },
    ],
    escalation: [acceptPath('PT4H'), lateWorkPath('complete')],
    maxAttempts: 3,
  },
  examples: {
    ready: {
      need: 'Cut onboarding from six weeks to two before the spring launch, or lose the launch partners.',
      budget: { status: 'approved', amount: 60000, currency: 'EUR' },
      authority: [
        { name: 'Dana Reyes', role: 'Decides' },
        { name: 'Kai Lindt', role: 'Signs', email: 'kai.lindt@example.com' },
      ],
      timeline: { decisionBy: '2026-12-15', liveBy: '2027-03-01' },
      nextStep: { what: 'Technical session with their platform team', when: '2026-12-02' },
    },
    notReady: { need: 'Faster', budget: { status: 'unknown' }, authority: [], timeline: {} },
    outcome: { value: 60000, closeDate: '2026-12-18' },
  },
};
