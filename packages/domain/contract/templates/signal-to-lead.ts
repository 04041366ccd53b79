import { instant, oneOf, packetOf, score, text, texts } from './fields.ts';
import { acceptClock, acceptPath, fixClock, lateWorkPath } from './service-levels.ts';
import type { ContractTemplate } from './template.ts';

export const signalToLead: ContractTemplate = {
  slug: 'signal-to-lead',
  name: 'Signal to lead',
  description: 'A marketing signal becomes a lead that a sales development representative answers within minutes.',
  moment: 'Somebody has shown interest and waits to be answered.',
  body: {
    name: 'Signal to lead',
    from: { stage: 'marketing_qualified', team: 'marketing', channel: 'web', system: 'marketing automation' },
    to: { stage: 'sales_development', team: 'sales development', system: 'crm' },
    subjectType: 'lead',
    customerRisk: 'Interest cools within the hour; whoever answers first is the one who is remembered.',
    packet: packetOf(['source', 'campaign', 'signals', 'consent', 'fitScore', 'intentScore'], {
      source: oneOf('Where the signal came from', ['web', 'event', 'partner', 'referral', 'outbound', 'product']),
      campaign: text('The campaign or content that brought them', 200),
      signals: texts('What they did, the latest first: pages, downloads, replies'),
      consent: {
        type: 'object',
        description: 'The permission to contact them',
        required: ['granted', 'basis'],
        properties: {
          granted: { type: 'boolean', description: 'Whether they may be contacted' },
          basis: oneOf('The legal basis', ['consent', 'legitimate_interest', 'contract']),
          at: instant('When it was given'),
        },
      },
      fitScore: score('How well they match the ideal customer, 0 to 100'),
      intentScore: score('How ready to buy their behaviour looks, 0 to 100'),
      contact: { type: 'string', format: 'email', description: 'Where to answer them' },
    }),
    entryCriteria: [
      { id: 'may_contact', description: 'They may be contacted', expression: 'packet.consent.granted' },
      {
        id: 'qualified',
        description: 'Fit is at least 50, or intent at least 80',
        expression: 'packet.fitScore >= 50 || packet.intentScore >= 80',
      },
      { id: 'has_signal', description: 'At least one signal is named', expression: 'size(packet.signals) > 0' },
    ],
    exitCriteria: [
      {
        id: 'answered',
        description: 'The lead was answered, and the answer is known',
        expression: 'outcome.disposition in ["meeting", "nurture", "disqualified"]',
      },
    ],
    milestones: [],
    rejectionReasons: [
      { code: 'wrong_territory', class: 'procedural', label: 'Belongs to another territory or team' },
      { code: 'no_contact_details', class: 'clerical', label: 'Nobody can be reached with what is given' },
      { code: 'not_a_fit', class: 'definitional', label: 'Outside the agreed customer profile' },
    ],
    pauseReasons: [],
    routing: { rules: [] },
    clocks: [
      acceptClock('PT15M'),
      fixClock('PT8H'),
      {
        name: 'speed_to_lead',
        start: 'submitted',
        stop: ['first_touch', 'rejected'],
        target: 'PT30M',
        warnAt: [0.5],
        pausable: false,
      },
    ],
    escalation: [acceptPath('PT15M'), lateWorkPath('speed_to_lead')],
    maxAttempts: 3,
  },
  examples: {
    ready: {
      source: 'web',
      campaign: 'Pricing guide 2026',
      signals: ['Requested a demo', 'Visited the pricing page three times'],
      consent: { granted: true, basis: 'consent', at: '2026-11-20T08:15:00Z' },
      fitScore: 72,
      intentScore: 88,
      contact: 'dana.reyes@example.com',
    },
    notReady: { source: 'web', campaign: 'Pricing guide 2026', signals: [], fitScore: 20, intentScore: 35 },
    outcome: { disposition: 'meeting' },
  },
};
