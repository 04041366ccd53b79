import type { Review } from '#domain/review/review.ts';
import type { Change } from '#domain/review/summary.ts';
import { figureOf, html, type Markup } from './markup.ts';
import { duration, share, whole } from './numbers.ts';

/** The four figures that come first, each beside that of the month before. */
export function tiles({ summary, changes }: Pick<Review, 'summary' | 'changes'>): Markup {
  const { submitted, attainment, rates, timeLost, handoffs = {} } = summary;
  const change = (figure: Change['figure']) => changes.find((each) => each.figure === figure);
  return html`<dl class="tiles">
${tile('Handoffs submitted', figureOf(whole(submitted), handoffs['submitted']), counted(change('submitted')))}
${tile('Clocks met in time', figureOf(share(attainment.raw), handoffs['met']), points(change('attainment'), 'more'))}
${tile('Sent back', figureOf(share(rates.rejection), handoffs['rejected']), points(change('rejectionRate'), 'less'))}
${tile('Time lost', figureOf(duration(timeLost.seconds), timeLost.handoffs?.['seconds']), lost(change('timeLostSeconds')))}
</dl>`;
}

function tile(name: string, value: Markup, beside: string): Markup {
  return html`<div class="tile"><dt>${name}</dt><dd><span class="value">${value}</span><br><small>${beside}</small></dd></div>`;
}

function counted(change: Change | undefined): string {
  if (change?.change == null) return 'no month to compare with';
  if (change.change === 0) return 'as many as the month before';
  return `${arrow(change.change)} ${whole(Math.abs(change.change))} ${change.change > 0 ? 'more' : 'fewer'} than the month before`;
}

/** `better`: which direction is. */
function points(change: Change | undefined, better: 'more' | 'less'): string {
  if (change?.change == null) return 'no month to compare with';
  const by = Math.abs(change.change * 100).toFixed(1);
  if (by === '0.0') return 'as in the month before';
  const word = change.change > 0 === (better === 'more') ? 'better' : 'worse';
  return `${arrow(change.change)} ${by} points, ${word}`;
}

function lost(change: Change | undefined): string {
  if (change?.change == null) return 'no month to compare with';
  if (Math.abs(change.change) < 1) return 'as in the month before';
  return `${arrow(change.change)} ${duration(Math.abs(change.change))} ${change.change > 0 ? 'more, worse' : 'less, better'}`;
}

function arrow(change: number): string {
  return change > 0 ? '▲' : '▼';
}
