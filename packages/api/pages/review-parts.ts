import type { Comparison } from '#domain/review/comparison.ts';
import type { ReviewView } from '#services/review/get-review.ts';
import { figureOf, html, type Markup } from './markup.ts';
import { share } from './numbers.ts';
import { belowTargetIn, noneBelowWords } from './review-below-target.ts';
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
  type Said,
  VERDICT_WORDS,
} from './review-words.ts';

export function suggestionCards({ suggestions }: ReviewView): Markup {
  if (suggestions.length === 0) return html`<p>Nothing stands out: no rule of this review found enough to go by.</p>`;
  const cards = suggestions.map(
    ({ title, text, evidence, action }) =>
      html`<li class="card"><h3>${title}</h3><p>${text}</p>${action && html`<p><strong>${decisionWords(action)}</strong></p>`}<ul>${evidence.map((each) => html`<li>${evidenceWords(each).map(spanOf)}</li>`)}</ul></li>`,
  );
  return html`<ol class="cards">${cards}</ol>`;
}

export function belowTarget(review: ReviewView): Markup {
  const below = belowTargetIn(review);
  if (below.length === 0) return html`<p>${noneBelowWords(review)}</p>`;
  const cards = below.map(
    ({ name, clocks, behind }) =>
      html`<li class="card"><h3>${name}</h3><p>${listed(clocks, '; ')}.</p><ul>${behind.map(({ label, parts }) => html`<li>${label}: ${listed(parts, ', ')}</li>`)}</ul></li>`,
  );
  return html`<ul class="cards">${cards}</ul>`;
}

function listed(items: readonly (readonly Said[])[], between: string): readonly Markup[] {
  return items.map((said, index) => html`${index === 0 ? '' : between}${said.map(spanOf)}`);
}

function spanOf({ text, handoffs }: Said): Markup {
  return figureOf(text, handoffs);
}

export function shippedCards({ shipped }: ReviewView): Markup | undefined {
  if (shipped.length === 0) return undefined;
  const cards = shipped.map(
    ({ contractName, version, previousVersion, verdict, text, measures }) =>
      html`<li class="card"><h3>${contractName}, version ${version}</h3><p><span class="tag">${VERDICT_WORDS[verdict]}</span> ${text}</p>${measuresTable(measures, { version, previousVersion })}</li>`,
  );
  return html`<ul class="cards">${cards}</ul>`;
}

function measuresTable(
  measures: readonly Comparison[],
  { version, previousVersion }: { readonly version: number; readonly previousVersion: number },
): Markup {
  const rows = measures.map(
    ({ measure, before, after, verdict }) =>
      html`<tr><th scope="row">${MEASURE_WORDS[measure]}</th><td class="n">${share(before.value)}</td><td class="n">${share(after.value)}</td><td>${VERDICT_WORDS[verdict]}</td></tr>`,
  );
  return html`<div class="wide" role="group" aria-label="Table" tabindex="0"><table><thead><tr><th scope="col">measure</th><th scope="col" class="n">version ${previousVersion}</th><th scope="col" class="n">version ${version}</th><th scope="col">verdict</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

export function actionsTable({ actions, effectsOmitted }: ReviewView): Markup | undefined {
  if (actions.length === 0) return undefined;
  return html`${wordsTable(ACTION_HEAD, actions.map(actionWords))}${effectsOmitted === 0 ? undefined : html`<p>${omittedWords(effectsOmitted)}</p>`}`;
}

export function earlierTable({ earlierActions, earlierActionsOmitted }: ReviewView): Markup | undefined {
  if (earlierActions.length === 0) return undefined;
  return html`${wordsTable(EARLIER_HEAD, earlierActions.map(earlierWords))}${earlierActionsOmitted === 0 ? undefined : html`<p>${moreOpenWords(earlierActionsOmitted)}</p>`}`;
}

function wordsTable(head: readonly string[], rows: readonly (readonly string[])[]): Markup {
  const cells = (texts: readonly string[]) =>
    texts.map((text, index) => (index === 0 ? html`<th scope="row">${text}</th>` : html`<td>${text}</td>`));
  return html`<div class="wide" role="group" aria-label="Table" tabindex="0"><table><thead><tr>${head.map((text) => html`<th scope="col">${text}</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr>${cells(row)}</tr>`)}</tbody></table></div>`;
}
