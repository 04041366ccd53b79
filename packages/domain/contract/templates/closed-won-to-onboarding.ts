import { packetOf, people, texts } from './fields.ts';
import { commercialTerms, outcomesPromised, risks, successCriteria } from './promises.ts';
import { acceptClock, acceptPath, fixClock, lateWorkPath } from './service-levels.ts';
import type { ContractTemplate } from './template.ts';

export const closedWonToOnboarding: ContractTemplate = {
  slug: 'closed-won-to-onboarding',
  name: 'Closed-won to onboarding',
  description: 'What was promised in the sale reaches the people who have to deliver it, before the customer does.',
  moment: 'The contract is signed; the people the customer trusted leave, and others arrive.',
  body: {
    name: 'Closed-won to onboarding',
    from: { stage: 'closed_won', team: 'sales', channel: 'crm', system: 'crm' },
    to: { stage: 'onboarding', team: 'implementation', system: 'project management' },
    subjectType: 'account',
    customerRisk: 'Promises made in the sale are lost; the customer has to repeat their goals.',
    packet: packetOf(
      ['outcomesPromised', 'successCriteria', 'stakeholders', 'risks', 'technicalConstraints', 'commercialTerms'],
      {
        outcomesPromised,
        successCriteria,
        stakeholders: people('The stakeholder map: champion, sponsor, users, whoever can stop it', 2),
        risks,
        technicalConstraints: texts('Systems, security rules and dates that cannot move', 0),
        commercialTerms,
        nextSteps: texts('What the customer has been told will happen next', 0),
      },
    ),
    entryCriteria: [
      { id: 'value_known', description: 'The annual value is known', expression: 'packet.commercialTerms.arr > 0' },
      {
        id: 'champion_reachable',
        description: 'At least one stakeholder can be reached',
        expression: 'packet.stakeholders.exists(person, has(person.email))',
      },
      {
        id: 'success_measurable',
        description: 'Every success criterion has a target',
        expression: "size(packet.successCriteria) > 0 && packet.successCriteria.all(c, c.target != '')",
      },
      {
        id: 'high_risks_mitigated',
        description: 'Every high risk has a mitigation',
        expression: "packet.risks.all(r, r.severity != 'high' || has(r.mitigation))",
      },
    ],
    exitCriteria: [
      { id: 'kickoff_held', description: 'The kickoff was held', expression: "outcome.kickoffHeldAt != ''" },
      {
        id: 'plan_agreed',
        description: 'The customer has agreed to the plan',
        expression: 'outcome.planAgreed == true',
      },
    ],
    milestones: ['kickoff', 'onboarded'],
    rejectionReasons: [
      { code: 'wrong_team', class: 'procedural', label: 'Belongs to another implementation team' },
      { code: 'missing_stakeholders', class: 'clerical', label: 'Stakeholder map incomplete' },
      { code: 'missing_success_criteria', class: 'clerical', label: 'Success criteria missing or not measurable' },
      { code: 'not_deliverable', class: 'definitional', label: 'What was promised is not what the product does' },
    ],
    pauseReasons: [
      { code: 'awaiting_customer', label: 'The customer owes us something', clocks: ['complete'], maxPause: 'PT120H' },
    ],
    routing: { rules: [] },
    clocks: [
      acceptClock('PT4H'),
      fixClock('PT24H'),
      {
        name: 'complete',
        start: 'accepted',
        stop: ['completed', 'disqualified'],
        target: { businessDays: 10 },
        warnAt: [0.5, 0.8],
        pausable: true,
      },
    ],
    escalation: [acceptPath('PT1H'), lateWorkPath('complete')],
    maxAttempts: 3,
  },
  examples: {
    ready: {
      outcomesPromised: ['Onboarding in two weeks instead of six', 'One place where every handoff can be seen'],
      successCriteria: [
        { metric: 'Days from signature to first value', baseline: '42', target: '14', by: '2027-03-01' },
        { metric: 'Customers lost during onboarding', baseline: '20 %', target: 'below 5 %' },
      ],
      stakeholders: [
        { name: 'Dana Reyes', role: 'Champion, runs operations', email: 'dana.reyes@example.com' },
        { name: 'Kai Lindt', role: 'Sponsor, signs', email: 'kai.lindt@example.com' },
      ],
      risks: [
        {
          risk: 'Single sign-on depends on a migration in January',
          severity: 'high',
          mitigation: 'Start with local accounts',
        },
        { risk: 'The champion is away in December', severity: 'low' },
      ],
      technicalConstraints: ['Data stays in the European Union'],
      commercialTerms: { arr: 60000, currency: 'EUR', startDate: '2027-01-01', termMonths: 24 },
      nextSteps: ['Kickoff in the first week of January'],
    },
    notReady: {
      outcomesPromised: ['Onboarding in two weeks instead of six'],
      stakeholders: [{ name: 'Dana Reyes', role: 'Champion' }],
      risks: [{ risk: 'Single sign-on depends on a migration in January', severity: 'high' }],
      commercialTerms: { arr: 0, currency: 'euro', startDate: 'January', termMonths: 24 },
    },
    outcome: { kickoffHeldAt: '2027-01-05T09:00:00Z', planAgreed: true },
  },
};
