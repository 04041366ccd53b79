import type { Comparison, Verdict } from '#domain/review/comparison.ts';
import type { Part } from '#domain/review/contract-review.ts';
import type { Evidence } from '#domain/review/suggestion.ts';
import type { ReviewView } from '#services/review/get-review.ts';
import { html, type Markup } from './markup.ts';
import { duration, share, whole, words } from './numbers.ts';

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

export function evidenceWords({ what, value, of, unit }: Evidence): string {
  switch (unit) {
    case 'count':
      return `${what}: ${whole(value)}${of === undefined ? '' : ` of ${whole(of)}`}`;
    case 'share':
      return `${what}: ${share(value)}`;
    case 'seconds':
      return `${what}: ${duration(value)}`;
    case 'times':
      return `${what}: ${value.toFixed(1)} times`;
  }
}

export function suggestionCards({ suggestions }: ReviewView): Markup {
  if (suggestions.length === 0) return html`<p>Nothing stands out: no rule of this review found enough to go by.</p>`;
  const cards = suggestions.map(
    ({ title, text, evidence }) =>
      html`<li class="card"><h3>${title}</h3><p>${text}</p><ul>${evidence.map((each) => html`<li>${evidenceWords(each)}</li>`)}</ul></li>`,
  );
  return html`<ol class="cards">${cards}</ol>`;
}

export function belowTarget({ contracts, attainmentTarget }: ReviewView): Markup {
  const below = contracts.filter((contract) => contract.belowTarget);
  if (below.length === 0) return html`<p>No clock with enough runs is below ${share(attainmentTarget)}.</p>`;
  const cards = below.map(({ name, clocks, behind, attainmentBefore }) => {
    const late = clocks.filter((clock) => clock.belowTarget);
    const met = late.map(
      ({ clock, attainment, breached }) => `${words(clock)} ${share(attainment.raw)}, ${whole(breached)} late`,
    );
    const before = attainmentBefore === null ? '' : `; all clocks the month before: ${share(attainmentBefore)}`;
    return html`<li class="card"><h3>${name}</h3><p>${met.join('; ')}${before}.</p><ul>${partsLine('Late in', behind.queues)}${partsLine('Late with', behind.owners)}${partsLine('Sent back for', behind.reasons.map(spoken))}${partsLine('Fields cited', behind.fields)}${partsLine('Criteria cited', behind.criteria)}</ul></li>`;
  });
  return html`<ul class="cards">${cards}</ul>`;
}

function spoken(part: Part): Part {
  return { ...part, name: words(part.id) };
}

function partsLine(label: string, parts: readonly Part[]): Markup | undefined {
  if (parts.length === 0) return undefined;
  const told = parts.slice(0, 3).map(({ id, name = id, share: part }) => `${name} ${share(part)}`);
  return html`<li>${label}: ${told.join(', ')}</li>`;
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
  const rows = actions.map(
    ({ title, status, assignee, ownerId, dueOn, contractVersion, effect }) =>
      html`<tr><th scope="row">${title}</th><td>${words(status)}</td><td>${assignee ?? ownerId ?? '–'}</td><td>${dueOn ?? '–'}</td><td>${contractVersion === undefined ? '–' : `version ${contractVersion}`}${effect === undefined ? '' : ` · ${VERDICT_WORDS[effect.verdict]}`}</td></tr>`,
  );
  return html`<div class="wide" role="group" aria-label="Table" tabindex="0"><table><thead><tr><th scope="col">Action</th><th scope="col">Status</th><th scope="col">Who</th><th scope="col">Due</th><th scope="col">Shipped by</th></tr></thead><tbody>${rows}</tbody></table></div>${effectsOmitted === 0 ? undefined : html`<p>${omittedWords(effectsOmitted)}</p>`}`;
}

export function omittedWords(effectsOmitted: number): string {
  return `What came of ${effectsOmitted} more that versions ship was not looked at: one review looks at 20 versions.`;
}
