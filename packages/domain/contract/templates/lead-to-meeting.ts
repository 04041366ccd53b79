import { instant, packetOf, people, text, texts } from './fields.ts';
import { acceptClock, acceptPath, fixClock, lateWorkPath } from './service-levels.ts';
import type { ContractTemplate } from './template.ts';

export const leadToMeeting: ContractTemplate = {
  slug: 'lead-to-meeting',
  name: 'Lead to meeting',
  description: 'A qualified lead meets its account executive, who knows the pain and the agenda beforehand.',
  moment: 'A first meeting is agreed; a stranger takes over the conversation.',
  body: {
    name: 'Lead to meeting',
    from: { stage: 'sales_development', team: 'sales development', system: 'crm' },
    to: { stage: 'discovery', team: 'account executives', system: 'crm' },
    subjectType: 'lead',
    customerRisk: 'They tell their story twice, and the second listener was not prepared.',
    packet: packetOf(['pain', 'persona', 'qualification', 'agenda', 'attendees'], {
      pain: text('The problem in the words of the customer'),
      persona: text('Who they are: role, seniority, what they answer for', 500),
      qualification: {
        type: 'object',
        description: 'Answers to the qualifying questions',
        required: ['companySize', 'currentSolution'],
        properties: {
          companySize: { type: 'integer', minimum: 1, description: 'Employees' },
          currentSolution: text('How they do it today', 500),
          trigger: text('Why now', 500),
        },
      },
      agenda: texts('What both sides have agreed to talk about'),
      attendees: people('Who will be there'),
      meetingAt: instant('When it is, if a time is agreed'),
    }),
    entryCriteria: [
      { id: 'pain_stated', description: 'The pain fills a sentence', expression: 'size(packet.pain) >= 20' },
      {
        id: 'reachable',
        description: 'At least one attendee can be reached',
        expression: 'packet.attendees.exists(person, has(person.email))',
      },
      { id: 'agenda_agreed', description: 'There is an agenda', expression: 'size(packet.agenda) > 0' },
    ],
    exitCriteria: [
      { id: 'met', description: 'The meeting was held', expression: "outcome.meetingHeldAt != ''" },
      {
        id: 'next_step',
        description: 'The next step, or the reason for none, is written down',
        expression: 'has(outcome.nextStep) || has(outcome.noNextStepBecause)',
      },
    ],
    milestones: ['first_meeting'],
    rejectionReasons: [
      { code: 'wrong_executive', class: 'procedural', label: 'Belongs to another account executive' },
      { code: 'unprepared', class: 'clerical', label: 'Qualification answers or attendees are missing' },
      { code: 'not_qualified', class: 'definitional', label: 'Does not meet the agreed definition of qualified' },
    ],
    pauseReasons: [
      {
        code: 'awaiting_customer',
        label: 'The customer has asked for a later date',
        clocks: ['first_meeting'],
        maxPause: 'PT336H',
      },
    ],
    routing: { rules: [] },
    clocks: [
      acceptClock('PT4H'),
      fixClock('PT8H'),
      {
        name: 'first_meeting',
        start: 'accepted',
        stop: ['first_meeting', 'completed'],
        target: { businessDays: 5 },
        warnAt: [0.8],
        pausable: true,
      },
    ],
    escalation: [acceptPath('PT2H'), lateWorkPath('first_meeting')],
    maxAttempts: 3,
  },
  examples: {
    ready: {
      pain: 'Onboarding a customer takes us six weeks, and two in ten give up before the end.',
      persona: 'Head of operations, owns the onboarding team and its budget',
      qualification: {
        companySize: 340,
        currentSolution: 'Spreadsheets and a shared inbox',
        trigger: 'New market in spring',
      },
      agenda: ['How onboarding works today', 'What six weeks cost', 'What a pilot could look like'],
      attendees: [{ name: 'Dana Reyes', role: 'Head of operations', email: 'dana.reyes@example.com' }],
      meetingAt: '2026-11-26T14:00:00Z',
    },
    notReady: { pain: 'Slow', persona: 'Ops', agenda: [], attendees: [{ name: 'Dana Reyes', role: 'Ops' }] },
    outcome: { meetingHeldAt: '2026-11-26T14:00:00Z', nextStep: 'Technical session on 2 December' },
  },
};
