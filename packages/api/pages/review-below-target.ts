import type { ContractReview, Part } from '#domain/review/contract-review.ts';
import type { ReviewView } from '#services/review/get-review.ts';
import { share, whole, words } from './numbers.ts';
import type { Said } from './review-words.ts';

/** So many of each kind are told; all of them are in the JSON. */
const TOLD = 3;

/** A contract below target, and what is behind it. */
export interface BelowTarget {
  readonly name: string;
  /** The clocks that are late, each beside itself the month before. */
  readonly clocks: readonly (readonly Said[])[];
  readonly behind: readonly { readonly label: string; readonly parts: readonly (readonly Said[])[] }[];
}

/** What stands of contracts below target, in whatever form. */
export function belowTargetIn({ contracts }: Pick<ReviewView, 'contracts'>): readonly BelowTarget[] {
  return contracts
    .filter(({ belowTarget }) => belowTarget)
    .map(({ name, clocks, behind }) => ({
      name,
      clocks: clocks.filter(({ belowTarget }) => belowTarget).map(clockWords),
      behind: [
        { label: 'Late in', parts: behind.queues.slice(0, TOLD).map(partWords) },
        { label: 'Late with', parts: behind.owners.slice(0, TOLD).map(partWords) },
        { label: 'Sent back for', parts: behind.reasons.slice(0, TOLD).map(spoken).map(partWords) },
        { label: 'Fields cited', parts: behind.fields.slice(0, TOLD).map(partWords) },
        { label: 'Criteria cited', parts: behind.criteria.slice(0, TOLD).map(partWords) },
      ].filter(({ parts }) => parts.length > 0),
    }));
}

export function noneBelowWords({ attainmentTarget }: Pick<ReviewView, 'attainmentTarget'>): string {
  return `No clock with enough runs is below ${share(attainmentTarget)}.`;
}

function clockWords(clock: ContractReview['clocks'][number]): readonly Said[] {
  const late = { text: `${whole(clock.breached)} late`, handoffs: clock.breaches };
  return [{ text: `${words(clock.clock)} ${share(clock.attainment.raw)}, ` }, late, { text: beforeWords(clock) }];
}

function beforeWords({ attainmentBefore, belowTargetBefore }: ContractReview['clocks'][number]): string {
  if (attainmentBefore === undefined) return '';
  if (attainmentBefore === null) return ' (none ended the month before)';
  return ` (${share(attainmentBefore)} the month before${belowTargetBefore === true ? ', below target then too' : ''})`;
}

function spoken(part: Part): Part {
  return { ...part, name: words(part.id) };
}

function partWords({ id, name = id, share: part, handoffs }: Part): readonly Said[] {
  return [{ text: `${name} ` }, { text: share(part), handoffs }];
}
