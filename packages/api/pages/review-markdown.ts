import type { ReviewView } from '#services/review/get-review.ts';
import { plain, table } from './markdown-text.ts';
import { duration, instantWords, monthName, share, whole, words } from './numbers.ts';
import { belowTargetIn, noneBelowWords } from './review-below-target.ts';
import { daysIn, rejectionsIn, timeIn } from './review-markdown-figures.ts';
import {
  ACTION_HEAD,
  actionWords,
  decisionWords,
  EARLIER_HEAD,
  earlierWords,
  evidenceWords,
  MEASURE_WORDS,
  moreOpenWords,
  omittedWords,
  provisionalWords,
  textOf,
  VERDICT_WORDS,
} from './review-words.ts';

/** A review as Markdown (CommonMark with tables). Names and texts of the tenant are plain text in it, whatever is in them. */
export function reviewMarkdown(review: ReviewView): string {
  const { month, mode, timeZone, asOf, empty } = review;
  const why = provisionalWords(review);
  const parts = [
    `# Review of ${monthName(month)}${mode === 'test' ? ' (test mode)' : ''}`,
    `${review.from} to ${review.to}, ${timeZone}. Figures as of ${instantWords(asOf)}.`,
    ...(why === undefined ? [] : [`**Provisional.** ${why}`]),
    ...(empty ? ['Nothing was handed over in this month, so there is nothing to review.'] : filled(review)),
    ...actions(review),
    ...earlier(review),
  ];
  return `${parts.join('\n\n')}\n`;
}

function filled(review: ReviewView): string[] {
  return [
    summaryTable(review),
    ...suggestions(review),
    ...belowTarget(review),
    ...contracts(review),
    ...daysIn(review),
    ...rejectionsIn(review),
    ...timeIn(review),
    ...shipped(review),
  ];
}

function summaryTable({ summary, before }: ReviewView): string {
  const row = (name: string, now: string, then: string | undefined) => [name, now, then ?? '–'];
  return table(
    ['', 'This month', 'Month before'],
    [
      row('Handoffs submitted', whole(summary.submitted), before === null ? undefined : whole(before.submitted)),
      row('Completed', whole(summary.completed), before === null ? undefined : whole(before.completed)),
      row(
        'Clocks met in time',
        share(summary.attainment.raw),
        before === null ? undefined : share(before.attainment.raw),
      ),
      row('Sent back', share(summary.rates.rejection), before === null ? undefined : share(before.rates.rejection)),
      row(
        'Reassigned',
        share(summary.rates.reassignment),
        before === null ? undefined : share(before.rates.reassignment),
      ),
      row(
        'Time lost',
        duration(summary.timeLost.seconds),
        before === null ? undefined : duration(before.timeLost.seconds),
      ),
    ],
  );
}

function suggestions({ suggestions: found }: ReviewView): string[] {
  if (found.length === 0) return [];
  const items = found.map(({ title, text, evidence, action }, index) => {
    const decided = action === undefined ? '' : ` **${plain(decisionWords(action))}**`;
    const told = evidence.map((each) => `   - ${plain(textOf(evidenceWords(each)))}`).join('\n');
    return `${index + 1}. **${plain(title)}**. ${plain(text)}${decided}\n${told}`;
  });
  return ['## What would help', items.join('\n')];
}

function belowTarget(review: ReviewView): string[] {
  const below = belowTargetIn(review);
  if (below.length === 0) return ['## Below target', plain(noneBelowWords(review))];
  const items = below.map(({ name, clocks, behind }) => {
    const lines = behind.map(({ label, parts }) => `  - ${label}: ${plain(parts.map(textOf).join(', '))}`);
    return [`- **${plain(name)}**: ${plain(clocks.map(textOf).join('; '))}.`, ...lines].join('\n');
  });
  return ['## Below target', items.join('\n')];
}

function contracts({ contracts: all }: ReviewView): string[] {
  const rows = all.flatMap(({ name, clocks }) =>
    clocks.map(({ clock, attainment, met, breached, belowTarget }) => [
      plain(name),
      plain(words(clock)),
      `${share(attainment.raw)}${belowTarget ? ' (below target)' : ''}`,
      whole(met),
      whole(breached),
    ]),
  );
  return rows.length === 0 ? [] : ['## Attainment', table(['Contract', 'Clock', 'Attainment', 'Met', 'Late'], rows)];
}

function shipped({ shipped: found }: ReviewView): string[] {
  if (found.length === 0) return [];
  const items = found.map(({ text, verdict, measures }) => {
    const told = measures.map(
      ({ measure, before, after }) => `${MEASURE_WORDS[measure]} ${share(before.value)} → ${share(after.value)}`,
    );
    return `- ${plain(text)} ${VERDICT_WORDS[verdict]}: ${told.join('; ')}.`;
  });
  return ['## What new versions changed', items.join('\n')];
}

function actions({ actions: found, effectsOmitted }: ReviewView): string[] {
  if (found.length === 0) return [];
  const omitted = effectsOmitted === 0 ? [] : [omittedWords(effectsOmitted)];
  return ['## Decided', table(ACTION_HEAD, found.map(actionWords).map(plainly)), ...omitted];
}

function earlier({ earlierActions: found, earlierActionsOmitted }: ReviewView): string[] {
  if (found.length === 0) return [];
  const more = earlierActionsOmitted === 0 ? [] : [moreOpenWords(earlierActionsOmitted)];
  return ['## Still open from earlier months', table(EARLIER_HEAD, found.map(earlierWords).map(plainly)), ...more];
}

function plainly(texts: readonly string[]): readonly string[] {
  return texts.map(plain);
}
