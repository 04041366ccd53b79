import { BoundedMap } from '#domain/bounded-map.ts';
import { epochOf, type Instant } from '#domain/instant.ts';
import type { Principal } from '#domain/tenancy/api-key.ts';
import type { Platform } from './platform.ts';

/** A process notes the use of a key at most so often. */
const PAUSE_MS = 3_600_000;
const CAPACITY = 10_000;

/** Notes when keys are used: to the hour, as that is enough to tell which are not. */
export class KeyUseNotes {
  readonly #accountOf: Platform['accountOf'];
  readonly #onFailure: (error: unknown) => void;
  /** When this process last noted a use, by the key's id. */
  readonly #noted = new BoundedMap<{ readonly at: number }>(CAPACITY);

  constructor(accountOf: Platform['accountOf'], onFailure: (error: unknown) => void) {
    this.#accountOf = accountOf;
    this.#onFailure = onFailure;
  }

  /** Never rejects: a request does not fail for it. */
  async note({ tenantId, keyId }: Principal, now: Instant): Promise<void> {
    const noted = this.#noted.get(keyId);
    if (noted !== undefined && epochOf(now) - noted.at < PAUSE_MS) return;
    this.#noted.set(keyId, { at: epochOf(now) });
    try {
      await this.#accountOf(tenantId).keyUses.note(keyId, now);
    } catch (error) {
      this.#noted.delete(keyId);
      this.#onFailure(error);
    }
  }
}
