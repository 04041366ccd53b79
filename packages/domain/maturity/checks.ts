import type { Day } from '../metrics/day.ts';
import { type FigureOf, figureLink } from '../review/figure-link.ts';
import { type Month, monthOfDay } from '../review/month.ts';
import { percentsApart } from '../review/words.ts';
import type { Capability, CapabilityName, Check, Kpi } from './maturity.ts';
import { LEVEL_NAMES } from './maturity.ts';

/** One thing that a level needs. */
export interface Criterion {
  readonly met: boolean;
  readonly found: string;
  readonly links: readonly string[];
  /** What to do where it is not met. */
  readonly next: string;
}

/** All that a level needs. */
export type Rule = readonly [Criterion, ...Criterion[]];

/** The rules of the levels 2 to 5. */
export type Rules = readonly [Rule, Rule, Rule, Rule];

/** A level is reached if what it needs is met, and all that lower levels need. */
export function capabilityOf(capability: CapabilityName, kpi: Kpi, rules: Rules): Capability {
  const missing = rules.findIndex((rule) => unmetOf(rule).length > 0);
  const level = missing === -1 ? rules.length + 1 : missing + 1;
  const [lacking] = rules.slice(level - 1);
  return {
    capability,
    level,
    levelName: LEVEL_NAMES[level - 1] ?? LEVEL_NAMES[0],
    kpi,
    checks: rules.map((rule, index) => checkOf(rule, index + 2)),
    nextStep:
      lacking === undefined
        ? null
        : unmetOf(lacking)
            .map(({ next }) => next)
            .join(' '),
  };
}

function unmetOf(rule: Rule): readonly Criterion[] {
  return rule.filter(({ met }) => !met);
}

/** Links lead to what is not met, where anything is not. */
function checkOf(rule: Rule, level: number): Check {
  const unmet = unmetOf(rule);
  const links = (unmet.length === 0 ? rule : unmet).flatMap((criterion) => criterion.links);
  return {
    level,
    met: unmet.length === 0,
    found: rule.map(({ found }) => found).join('; '),
    links: [...new Set(links)],
  };
}

interface Window {
  readonly from: Day;
  readonly to: Day;
  readonly days: number;
}

/** A share that is to be so great, or so small, of so many. */
export interface Wanted {
  readonly value: number | null;
  readonly of: number;
  readonly enough: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

export function standingOf({
  value,
  of,
  enough,
  atLeast = 0,
  atMost = Infinity,
}: Wanted): 'met' | 'too_few' | 'missed' {
  if (of < enough || value === null) return 'too_few';
  return value >= atLeast && value <= atMost ? 'met' : 'missed';
}

/** The share as people say it, exactly enough to be told from the one that is wanted. */
export function saidBeside({ value, atLeast, atMost }: Wanted): string {
  return percentsApart(value ?? 0, atLeast ?? atMost ?? 0)[0];
}

/** What is said where there is too little to go by. */
export function tooFew({ of, enough }: Wanted, what: string, { days }: Pick<Window, 'days'>): string {
  return `Go on handing over: this is measured from ${enough} ${what} on, and in ${days} days there ${of === 1 ? 'was' : 'were'} ${of}.`;
}

/** Where the figures of these days are. */
export function reportLink({ from, to }: Pick<Window, 'from' | 'to'>): string {
  return `/v1/metrics?${new URLSearchParams({ from, to, groupBy: 'contract' })}`;
}

/** Where the handoffs behind a figure of these days are. */
export function handoffsLink({ from, to }: Pick<Window, 'from' | 'to'>, of: FigureOf): string {
  return figureLink(of, { from, to });
}

export function presentMonth({ to }: Pick<Window, 'to'>): Month {
  return monthOfDay(to);
}

export function reviewLink(month: Month): string {
  return `/v1/reviews/${month}`;
}
