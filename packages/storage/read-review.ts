import { type Action, actionSchema } from '#domain/review/action.ts';
import type { Review } from '#domain/review/review.ts';
import { readStoredReview } from '#domain/review/stored-review.ts';
import type { Item } from './attributes.ts';
import { readDocument, readStored } from './document.ts';
import { unpack } from './packed.ts';

/** @throws StoredItemError */
export function readReview({ attributes }: Item): Review {
  return readStored('review', () => readStoredReview(JSON.parse(unpack(attributes))));
}

/** @throws StoredItemError */
export function readAction(item: Item): Action {
  return readDocument('action of a review', actionSchema(), item);
}
