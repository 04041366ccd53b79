import type { Rhythm } from './arrivals.ts';
import type { ContractKey } from './story.ts';

/** Why a receiver sends something back. */
export interface Cause {
  readonly reason: string;
  readonly field: string;
}

/** How one contract is lived. Spans are working hours of the company, from and up to. */
export interface Profile {
  /** Of all handoffs. */
  readonly share: number;
  readonly rhythm: Rhythm;
  readonly team: string;
  readonly subjectType: 'lead' | 'account' | 'case';
  readonly accept: readonly [number, number];
  /** How often it takes longer than it should, and how long then. */
  readonly slow: { readonly rate: number; readonly accept: readonly [number, number] };
  /** The causes take turns. */
  readonly rejected: {
    readonly rate: number;
    /** Once the stakeholder map is required. */
    readonly mendedRate?: number;
    readonly causes: readonly [Cause, ...Cause[]];
  };
  readonly fix: readonly [number, number];
  readonly work: readonly [number, number];
  readonly milestone?: string;
  /** How often it waits for the customer meanwhile. */
  readonly pauses?: number;
}

export type WorkedKey = Exclude<ContractKey, 'leads'>;

const WORKDAYS: Rhythm['week'] = [0, 1.1, 1.2, 1.1, 1, 0.7, 0];

export const PROFILES: Readonly<Record<WorkedKey, Profile>> = {
  /** The quiet one: nearly all in time, hardly anything sent back. */
  meetings: {
    share: 0.14,
    rhythm: { week: WORKDAYS },
    team: 'sales development',
    subjectType: 'lead',
    accept: [0.25, 2.5],
    slow: { rate: 0.01, accept: [5, 8] },
    rejected: {
      rate: 0.03,
      causes: [
        { reason: 'unprepared', field: '/agenda' },
        { reason: 'unprepared', field: '/qualification' },
        { reason: 'not_qualified', field: '/pain' },
      ],
    },
    fix: [2, 8],
    work: [8, 35],
    milestone: 'first_meeting',
  },
  /** The one with the defect: who matters at the customer often does not travel, until it has to. */
  onboardings: {
    share: 0.2,
    rhythm: { week: WORKDAYS, monthEnd: 1.6 },
    team: 'sales',
    subjectType: 'account',
    accept: [0.5, 4],
    slow: { rate: 0.03, accept: [7, 12] },
    rejected: {
      rate: 0.16,
      // whoever has to draw the map has talked to the customer before
      mendedRate: 0.09,
      causes: [
        { reason: 'missing_success_criteria', field: '/successCriteria' },
        { reason: 'not_deliverable', field: '/outcomesPromised' },
        { reason: 'not_deliverable', field: '/technicalConstraints' },
        { reason: 'missing_success_criteria', field: '/risks' },
        { reason: 'missing_success_criteria', field: '/commercialTerms' },
      ],
    },
    fix: [3, 16],
    work: [25, 95],
  },
  adoptions: {
    share: 0.12,
    rhythm: { week: WORKDAYS },
    team: 'implementation',
    subjectType: 'account',
    accept: [1, 6],
    slow: { rate: 0.04, accept: [11, 18] },
    rejected: {
      rate: 0.03,
      causes: [
        { reason: 'open_items_unowned', field: '/openItems' },
        { reason: 'not_live', field: '/live' },
        { reason: 'not_live', field: '/firstValue' },
        { reason: 'open_items_unowned', field: '/stakeholders' },
      ],
    },
    fix: [3, 16],
    work: [40, 170],
    milestone: 'first_value',
    pauses: 0.15,
  },
  /** Customers have trouble every day; the engineers are there from Monday to Friday. */
  cases: {
    share: 0.26,
    rhythm: { week: [0.45, 1.1, 1, 1, 1, 1, 0.5] },
    team: 'support',
    subjectType: 'case',
    accept: [0.25, 1.5],
    slow: { rate: 0.01, accept: [3.5, 4.5] },
    rejected: {
      rate: 0.03,
      causes: [
        { reason: 'not_reproducible', field: '/reproduction' },
        { reason: 'not_reproducible', field: '/environment' },
        { reason: 'not_reproducible', field: '/stepsTried' },
        { reason: 'works_as_designed', field: '/symptom' },
        { reason: 'works_as_designed', field: '/customerExpectation' },
      ],
    },
    fix: [1, 6],
    work: [2, 16],
  },
};

/** How often the stakeholder map does not travel where it need not, and is then asked for. */
export const UNMAPPED = 0.09;

/** The inbound desk, where most comes in. */
export const DESK_PROFILE = {
  share: 0.28,
  rhythm: { week: [0.1, 1.2, 1.2, 1.1, 1, 0.8, 0.1] as const },
  /** Of the time of its members that its work takes, at the ordinary rate: almost all, and at times more than all. */
  load: 1,
  disqualified: 0.12,
};
