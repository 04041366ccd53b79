import { type ContractBody, type ContractBodyInput, contractBodySchema } from '#domain/contract/body.ts';
import type { Terms } from '#domain/handoff/terms.ts';
import { AROUND_THE_CLOCK, type WorkingTime } from '#domain/sla/working-time.ts';

/** A contract body with its defaults, and with `parts` in their place. */
export function contractBody(parts: Partial<ContractBodyInput> = {}): ContractBody {
  return contractBodySchema().parse({
    name: 'Closed-won to onboarding',
    from: { stage: 'closed_won' },
    to: { stage: 'onboarding' },
    subjectType: 'account',
    ...parts,
  });
}

export type ClockInput = NonNullable<ContractBodyInput['clocks']>[number];

/** The usual accept clock: four hours, met by acceptance and by rejection. */
export const ACCEPT_CLOCK: ClockInput = {
  name: 'accept',
  start: 'submitted',
  stop: ['accepted', 'rejected'],
  target: 'PT4H',
};

/** The usual complete clock: ten business days from acceptance, around the clock. */
export const COMPLETE_CLOCK: ClockInput = {
  name: 'complete',
  start: 'accepted',
  stop: ['completed'],
  target: { businessDays: 10 },
};

/** The sender's own: two hours to put right what was rejected. */
export const FIX_CLOCK: ClockInput = { name: 'fix', start: 'rejected', stop: ['resubmitted'], target: 'PT2H' };

/** Over all attempts: ten hours from submission to completion. */
export const TOTAL_CLOCK: ClockInput = {
  name: 'total',
  start: 'submitted',
  stop: ['completed'],
  target: 'PT10H',
  pausable: true,
};

/** One reason of each class. */
export const REJECTION_REASONS = [
  { code: 'wrong_team', class: 'procedural', label: 'Not for us' },
  { code: 'missing_goals', class: 'clerical', label: 'Goals are missing' },
  { code: 'not_a_customer', class: 'definitional', label: 'Not closed-won' },
] as const;

/** `body` as published, with the arithmetic of `calendars`; around the clock where a calendar is not among them. */
export function termsOf(body: ContractBody, calendars: Readonly<Record<string, WorkingTime>> = {}): Terms {
  return {
    contractId: 'ctr_00000000000000000000000001',
    contractVersion: 1,
    body,
    workingTime: (calendarId) => (calendarId === undefined ? undefined : calendars[calendarId]) ?? AROUND_THE_CLOCK,
  };
}
