import type { ReviewView } from '#services/review/get-review.ts';
import { attainmentChart } from './attainment-chart.ts';
import { barsChart, timeChart } from './bars-chart.ts';
import { columnsChart } from './days-chart.ts';
import { html, type Markup } from './markup.ts';
import { instantWords, monthName, whole, words } from './numbers.ts';
import { pageOf } from './page.ts';
import { actionsTable, belowTarget, earlierTable, shippedCards, suggestionCards } from './review-parts.ts';
import { tiles } from './review-tiles.ts';
import { provisionalWords } from './review-words.ts';

/** So many bars are looked at; all of them are in the JSON. */
const BARS = 24;

/** A review as a page, to read and to print. */
export function reviewPage(review: ReviewView): string {
  const { month, mode, timeZone, asOf } = review;
  const name = monthName(month);
  return pageOf(
    `Review of ${name}`,
    html`<header>
<p class="eyebrow">Monthly review${mode === 'test' ? ' · test mode' : ''}</p>
<h1>${name}</h1>
<p class="quiet">${review.from} to ${review.to}, ${timeZone}. Figures as of ${instantWords(asOf)}.</p>
${noteOf(review)}
</header>
${review.empty ? emptyPart() : bodyOf(review)}
${section('Decided', actionsTable(review))}
${section('Still open from earlier months', earlierTable(review))}
<footer>Made by Baton from the events of ${name}. A figure that is a link leads to the handoffs behind it, by the API, which asks for a key; <code>GET /v1/reviews/${month}</code> has the same links.</footer>`,
  );
}

function noteOf(review: ReviewView): Markup | undefined {
  const why = provisionalWords(review);
  return why === undefined ? undefined : html`<p class="note" role="note"><strong>Provisional.</strong> ${why}</p>`;
}

function emptyPart(): Markup {
  return html`<p>Nothing was handed over in this month, so there is nothing to review.</p>`;
}

function bodyOf(review: ReviewView): Markup {
  return html`${tiles(review)}
${section('What would help', suggestionCards(review))}
${section('Below target', belowTarget(review))}
${section('Attainment', attainmentPart(review))}
${section('Day by day', daysPart(review))}
${section('Why handoffs came back', rejectionsPart(review))}
${section('Where the time went', timeChart('time', review.summary.timeLost))}
${section('What new versions changed', shippedCards(review))}`;
}

function section(title: string, content: Markup | undefined): Markup | undefined {
  if (content === undefined) return undefined;
  const id = title.toLowerCase().replaceAll(' ', '-');
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${content}</section>
`;
}

function attainmentPart({ contracts, attainmentTarget, contractsOmitted }: ReviewView): Markup | undefined {
  const bars = contracts.flatMap(({ name, clocks }) =>
    clocks.flatMap(({ clock, met, breached, attainment, breaches }) =>
      attainment.raw === null
        ? []
        : [{ name, clock, met, breached, attainment: attainment.raw, breaches: breached > 0 ? breaches : undefined }],
    ),
  );
  if (bars.length === 0) return undefined;
  const left = bars.length - BARS;
  return html`${attainmentChart('attainment', bars.slice(0, BARS), attainmentTarget)}${left > 0 || contractsOmitted > 0 ? html`<p class="quiet">${left > 0 ? `${whole(left)} more clocks are in the JSON of this review. ` : ''}${contractsOmitted > 0 ? `${whole(contractsOmitted)} more contracts are in the report of the month.` : ''}</p>` : undefined}`;
}

function daysPart({ days, weekdays }: ReviewView): Markup | undefined {
  if (days.every(({ met, breached }) => met + breached === 0)) return undefined;
  const columns = days.map(({ day, met, breached }, index) => ({
    label: index % 7 === 0 ? String(Number(day.slice(8))) : '',
    name: day,
    met,
    breached,
  }));
  const week = weekdays.map(({ weekday, met, breached }) => ({
    label: weekday.charAt(0).toUpperCase() + weekday.slice(1),
    name: `${weekday.charAt(0).toUpperCase()}${weekday.slice(1)}`,
    met,
    breached,
  }));
  return html`<div class="two">${columnsChart({ id: 'days', title: 'Clocks by day of the month', of: 'by the day on which they ended or were due' }, columns)}${columnsChart({ id: 'weekdays', title: 'Clocks by day of the week', of: 'by weekday' }, week)}</div>`;
}

function rejectionsPart({ rejections, summary }: ReviewView): Markup | undefined {
  if (summary.rejected === 0) return undefined;
  const bars = (parts: typeof rejections.fields) =>
    parts.map(({ id, count, share, handoffs }) => ({ name: id, count, share, handoffs }));
  const of = 'rejections';
  const fields =
    rejections.fields.length === 0
      ? undefined
      : barsChart({ id: 'fields', title: 'Rejections by field', of }, bars(rejections.fields));
  const reasons = barsChart(
    { id: 'reasons', title: 'Rejections by reason', of },
    bars(rejections.reasons).map((bar) => ({ ...bar, name: words(bar.name) })),
  );
  return html`<div class="two">${fields}${reasons}</div>`;
}
