import type { Comparison, Verdict } from '#domain/review/comparison.ts';
import type { Decision, EarlierAction } from '#domain/review/decided.ts';
import type { Evidence } from '#domain/review/suggestion.ts';
import type { ReviewView } from '#services/review/get-review.ts';
import { duration, monthName, share, whole, words } from './numbers.ts';

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  better: '▲ better',
  worse: '▼ worse',
  same: '= no clear change',
  too_few: '… too few to tell',
  too_early: '… too early to tell',
};

export const MEASURE_WORDS: Readonly<Record<Comparison['measure'], string>> = {
  rejectionRate: 'sent back',
  attainment: 'clocks met',
  overrideRate: 'overridden',
  dropOff: 'dropped off',
};

const BECAUSE: Readonly<Record<NonNullable<ReviewView['provisionalBecause']>, string>> = {
  running: 'The month is not over.',
  settling: 'The month has just ended; it is frozen two hours after its end.',
  recount: 'Figures are being counted anew.',
  test_clocks: 'Only test clocks can have been in this month, and they may go on.',
};

/** Why a review is not kept; undefined: it is. */
export function provisionalWords({ provisionalBecause }: ReviewView): string | undefined {
  return provisionalBecause && `${BECAUSE[provisionalBecause]} The figures will change.`;
}

/** Some words, or a figure with the address of the handoffs behind it. */
export interface Said {
  readonly text: string;
  readonly handoffs?: string | undefined;
}

export function textOf(said: readonly Said[]): string {
  return said.map(({ text }) => text).join('');
}

export function evidenceWords({ what, value, of, unit, handoffs }: Evidence): readonly Said[] {
  const figure = (): string => {
    switch (unit) {
      case 'count':
        return whole(value);
      case 'share':
        return share(value);
      case 'seconds':
        return duration(value);
      case 'times':
        return `${value.toFixed(1)} times`;
    }
  };
  const outOf = unit === 'count' && of !== undefined ? ` of ${whole(of)}` : '';
  return [{ text: `${what}: ` }, { text: figure(), handoffs }, { text: outOf }];
}

export function decisionWords({ id, month, status }: Decision): string {
  return `Decided on in the review of ${monthName(month)}: ${id}, ${words(status)}.`;
}

export const ACTION_HEAD = ['Action', 'Status', 'Who', 'Due', 'Shipped by'] as const;

/** What stands of an action below `ACTION_HEAD`. */
export function actionWords(action: ReviewView['actions'][number]): readonly string[] {
  const { title, status, assignee, ownerId, dueOn, contractVersion, effect } = action;
  const shipped = contractVersion === undefined ? '–' : `version ${contractVersion}`;
  const came = effect === undefined ? '' : `, ${VERDICT_WORDS[effect.verdict]}`;
  return [title, words(status), assignee ?? ownerId ?? '–', dueOn ?? '–', `${shipped}${came}`];
}

export const EARLIER_HEAD = ['Action', 'Status', 'Who', 'Due', 'Decided in the review of'] as const;

/** What stands of an action of an earlier month below `EARLIER_HEAD`. */
export function earlierWords(action: EarlierAction): readonly string[] {
  const { title, status, assignee, ownerId, dueOn, overdue, month } = action;
  const due = dueOn === undefined ? '–' : `${dueOn}${overdue ? ', overdue' : ''}`;
  return [title, words(status), assignee ?? ownerId ?? '–', due, monthName(month)];
}

export function omittedWords(effectsOmitted: number): string {
  return `What came of ${effectsOmitted} more that versions ship was not looked at: one review looks at 20 versions.`;
}

export function moreOpenWords(omitted: number): string {
  return `${whole(omitted)} more of earlier months ${omitted === 1 ? 'is' : 'are'} open.`;
}
