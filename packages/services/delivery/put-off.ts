import type { DeliveryMessage, DeliveryQueue } from '#aws/ports.ts';
import { BoundedMap } from '#domain/bounded-map.ts';
import { type Instant, secondsBetween } from '#domain/instant.ts';

const CAPACITY = 10_000;
/** A queue gives nothing before its delay is over, and is taken by its word to within this. */
const EARLY_SECONDS = 0.5;

/**
 * What this process has put off, and until when. One that comes again before that asks for nothing that is not under way:
 * were it put off as well, what comes in several copies would become more of them with each round.
 */
export class PutOffMessages {
  readonly #putOff = new BoundedMap<{ readonly until: Instant }>(CAPACITY);

  /** Whether the same is on its way to arrive later. */
  has(message: DeliveryMessage, now: Instant): boolean {
    const known = this.#putOff.get(keyOf(message));
    return known !== undefined && secondsBetween(now, known.until) > EARLY_SECONDS;
  }

  /** Has `message` come at `until`, maybe as another `form` of it, unless the same is on its way already: then false. */
  async putOff(
    queue: Pick<DeliveryQueue, 'sendAt'>,
    message: DeliveryMessage,
    { until, now, form = message }: { readonly until: Instant; readonly now: Instant; readonly form?: DeliveryMessage },
  ): Promise<boolean> {
    if (this.has(message, now)) return false;
    const key = keyOf(message);
    this.#putOff.set(key, { until });
    try {
      await queue.sendAt(form, until, now);
      return true;
    } catch (error) {
      this.#putOff.delete(key);
      throw error;
    }
  }
}

function keyOf({ endpointId, event, notBefore, replayId }: DeliveryMessage): string {
  return `${endpointId} ${event.id} ${notBefore} ${replayId}`;
}
