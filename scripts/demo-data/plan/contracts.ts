import type { ClockDefinition, EscalationPath } from '#domain/contract/body.ts';
import type { ContractPatch } from '#domain/contract/patch.ts';
import { findTemplate } from '#domain/contract/templates/index.ts';
import type { Ids } from './cast.ts';
import type { ContractKey } from './story.ts';

export const TEMPLATES: Readonly<Record<ContractKey, string>> = {
  leads: 'signal-to-lead',
  meetings: 'lead-to-meeting',
  onboardings: 'closed-won-to-onboarding',
  adoptions: 'onboarding-to-adoption',
  cases: 'support-case-to-resolution',
};

const QUEUE_OF: Readonly<Record<ContractKey, string>> = {
  leads: 'desk',
  meetings: 'executives',
  onboardings: 'implementation',
  adoptions: 'success',
  cases: 'engineering',
};

/** Who is told of a clock that is late, and of one that nobody has taken up ten days on; nothing is taken from anybody. */
function tellManager(clock: string): EscalationPath {
  return {
    clock,
    steps: [
      { id: 'late', at: { afterBreach: 'PT0S' }, notify: ['owner', 'queue', 'manager'] },
      { id: 'forgotten', at: { afterBreach: 'PT240H' }, notify: ['queue', 'manager'] },
    ],
  };
}

function clocksOf(key: ContractKey, calendarId: string): ClockDefinition[] {
  const quiet = { warnAt: [], pausable: false };
  const accept: ClockDefinition = {
    ...quiet,
    name: 'accept',
    start: 'submitted',
    stop: ['accepted', 'rejected'],
    target: 'PT4H',
  };
  const fix: ClockDefinition = {
    ...quiet,
    name: 'fix',
    start: 'rejected',
    stop: ['resubmitted'],
    target: 'PT20H',
    calendarId,
  };
  const done: ClockDefinition = {
    ...quiet,
    name: 'complete',
    start: 'accepted',
    stop: ['completed', 'disqualified'],
    target: 'PT10H',
  };
  switch (key) {
    case 'leads':
      return [{ ...accept, calendarId }];
    case 'meetings': {
      const stop = ['first_meeting', 'completed'];
      return [
        { ...accept, calendarId },
        fix,
        { ...done, name: 'first_meeting', stop, target: { businessDays: 5 }, calendarId },
      ];
    }
    case 'onboardings':
      return [{ ...accept, target: 'PT6H', calendarId }, fix, { ...done, target: { businessDays: 12 }, calendarId }];
    case 'adoptions': {
      const stop = ['first_value', 'completed'];
      const value = { ...done, name: 'time_to_value', stop, target: { businessDays: 20 }, calendarId, pausable: true };
      return [{ ...accept, target: 'PT10H', calendarId }, fix, value];
    }
    case 'cases':
      // around the clock, which is what the customers were promised
      return [{ ...accept, target: 'PT3H' }, fix, { ...done, name: 'resolve', target: 'PT20H', calendarId }];
  }
}

/** What is changed of a contract's template, in its first version. */
export function firstVersion(key: ContractKey, ids: Ids): ContractPatch {
  const clocks = clocksOf(key, ids.calendar);
  const changes: ContractPatch = {
    clocks,
    escalation: [tellManager('accept')],
    routing: { rules: [], fallback: { queueId: ids.queue(QUEUE_OF[key]) } },
    pauseReasons:
      key === 'adoptions' ? [{ code: 'awaiting_customer', clocks: ['time_to_value'], maxPause: 'PT240H' }] : [],
  };
  return key === 'onboardings' ? { ...changes, ...withoutStakeholders() } : changes;
}

/** The defect: the stakeholder map travels if somebody thinks of it. */
function withoutStakeholders(): ContractPatch {
  const { packet, entryCriteria } = templateOf('onboardings');
  const required = requiredOf(packet.schema).filter((name) => name !== 'stakeholders');
  return {
    packet: { schema: { ...packet.schema, required } },
    entryCriteria: entryCriteria.filter(({ id }) => id !== 'champion_reachable'),
  };
}

/** The fix of the fourth month: what the template asked for. */
export function secondVersion(): ContractPatch {
  const { packet, entryCriteria } = templateOf('onboardings');
  return { packet, entryCriteria };
}

export function templateOf(key: ContractKey) {
  const template = findTemplate(TEMPLATES[key]);
  if (template === undefined) throw new Error(`there is no template ${TEMPLATES[key]}`);
  return template.body;
}

function requiredOf({ required }: Readonly<Record<string, unknown>>): unknown[] {
  return Array.isArray(required) ? required : [];
}
