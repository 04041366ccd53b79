import { DomainError } from '#domain/problem.ts';
import { type CallContext, requireScope } from '../context.ts';
import { inBatches } from '../in-batches.ts';

/** How many items are submitted beside each other. */
const WIDTH = 8;

/** Submits each of `items`, a few at a time; none holds up another. `submit` answers refusals, it does not throw them. */
export async function submitBatch<I, R>(
  context: CallContext,
  items: readonly I[],
  submit: (item: I, index: number) => Promise<R>,
): Promise<R[]> {
  requireScope(context, 'handoffs:write');
  return inBatches([...items.entries()], WIDTH, ([index, item]) => submit(item, index));
}

/** Refuses an item that a batch did not come to in time: whoever sends the batch again gets on with it. */
export function requireTime(hasTime: () => boolean): void {
  if (hasTime()) return;
  const message = 'The batch took too long to come to this item. Nothing was done; send it again.';
  throw new DomainError('unavailable', message, { extensions: { retryAfterSeconds: 1 } });
}
