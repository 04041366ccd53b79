import type { ReviewView } from '#services/review/get-review.ts';
import { TURNS } from './markup.ts';
import { duration, instantWords, monthName, share, whole, words } from './numbers.ts';
import { evidenceWords, MEASURE_WORDS, omittedWords, VERDICT_WORDS } from './review-parts.ts';

/** A review as Markdown (CommonMark with tables). Names and texts of the tenant are plain text in it, whatever is in them. */
export function reviewMarkdown(review: ReviewView): string {
  const { month, mode, timeZone, asOf, empty, provisional } = review;
  const parts = [
    `# Review of ${monthName(month)}${mode === 'test' ? ' (test mode)' : ''}`,
    `${review.from} to ${review.to}, ${timeZone}. Figures as of ${instantWords(asOf)}.${provisional ? ' **Provisional**: they will change.' : ''}`,
    ...(empty ? ['Nothing was handed over in this month, so there is nothing to review.'] : filled(review)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function filled(review: ReviewView): string[] {
  return [summaryTable(review), ...suggestions(review), ...contracts(review), ...shipped(review), ...actions(review)];
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
  const items = found.map(({ title, text, evidence }, index) => {
    const told = evidence.map((each) => `   - ${plain(evidenceWords(each))}`).join('\n');
    return `${index + 1}. **${plain(title)}**. ${plain(text)}\n${told}`;
  });
  return ['## What would help', items.join('\n')];
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
  const rows = found.map(({ title, status, assignee, ownerId, dueOn, contractVersion, effect }) => [
    plain(title),
    words(status),
    plain(assignee ?? ownerId ?? '–'),
    dueOn ?? '–',
    `${contractVersion === undefined ? '–' : `version ${contractVersion}`}${effect === undefined ? '' : `, ${VERDICT_WORDS[effect.verdict]}`}`,
  ]);
  const omitted = effectsOmitted === 0 ? [] : [omittedWords(effectsOmitted)];
  return ['## Decided', table(['Action', 'Status', 'Who', 'Due', 'Shipped by'], rows), ...omitted];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Takes no room. Many readers make links of addresses even where they are escaped, but not where it is within them. */
const WORD_JOINER = '\u2060';

/** Text in which nothing is Markdown or HTML, or a link that a reader makes by itself, on one line. */
function plain(text: string): string {
  return text
    .replaceAll(TURNS, '')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_{}[\]#|~!]/g, (character) => `\\${character}`)
    .replaceAll(/:(?=\/\/)|(?=@)|(?<=\p{L})(?=\.\S)|(?<=\p{N})(?=\.\p{L})/gu, `$&${WORD_JOINER}`);
}
