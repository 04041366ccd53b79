import type { DeliveryMessage, DeliveryQueue, ReplayRequest } from '#aws/ports.ts';
import { addSeconds, epochOf, type Instant, later } from '#domain/instant.ts';
import type { Lane } from '#domain/webhook/endpoint-health.ts';
import type { AttemptOutcome } from '#domain/webhook/outcome.ts';
import type { CallContext } from '#services/context.ts';
import { deliverEvent } from '#services/delivery/deliver-event.ts';
import type { DeliveryDesk } from '#services/delivery/delivery-desk.ts';
import { FAST_PLACES, InFlight, SLOW_PLACES } from '#services/delivery/in-flight.ts';
import { PlaceLine } from '#services/delivery/place-line.ts';
import { PutOffMessages } from '#services/delivery/put-off.ts';
import { Receivers } from '#services/delivery/receivers.ts';
import { workReplay } from '#services/replay/work-replay.ts';
import { BIRTH } from '../../../support/instants.ts';
import { TENANT, type TestSystem, testSystem } from '../../support/test-system.ts';

/** After this long a queue gives a message again whose function died. */
const VISIBILITY_SECONDS = 180;

/** What lies in a queue, or in a schedule that leads to it. */
type Letter =
  | { readonly at: Instant; readonly delivery: DeliveryMessage; readonly lane?: Lane }
  | { readonly at: Instant; readonly replay: ReplayRequest };

export interface Post {
  readonly eventId: string;
  readonly at: Instant;
}

/** Deliveries and replays over queues in memory, with a clock that the letters move. Functions may die at any await. */
export class PostOffice {
  readonly system: TestSystem = testSystem();
  readonly posts: Post[] = [];
  answer: AttemptOutcome = { kind: 'response', status: 200, latencyMs: 5, excerpt: '' };
  #letters: Letter[] = [];
  readonly #begun = new Set<string>();
  readonly #desks: Readonly<Record<Lane, DeliveryDesk>>;
  /** How many awaits a function has left before it dies; undefined: it does not. */
  #fuse: number | undefined;

  constructor() {
    this.system.intercept = () => this.#burn();
    this.#desks = { fast: this.#furnish('fast'), slow: this.#furnish('slow') };
  }

  #furnish(lane: Lane): DeliveryDesk {
    const { system } = this;
    return {
      lane,
      enter: system.enter,
      now: () => system.clock.now,
      random: () => 0.5,
      receivers: new Receivers(),
      inFlight: new InFlight(lane === 'fast' ? FAST_PLACES : SLOW_PLACES),
      line: new PlaceLine(),
      putOff: new PutOffMessages(),
      post: async ({ headers }) => {
        this.posts.push({ eventId: headers['webhook-id'], at: system.clock.now });
        this.#burn();
        return this.answer;
      },
      lanes: { fast: this.#queue('fast'), slow: this.#queue('slow') },
    };
  }

  #queue(lane: Lane): DeliveryQueue {
    const sendAt = async (delivery: DeliveryMessage, at: Instant): Promise<void> => {
      this.#burn();
      this.put({ at: later(at, this.system.clock.now), delivery, lane });
      this.#burn();
    };
    return {
      sendAt,
      send: async (messages, { delaySecondsOf } = { delaySecondsOf: () => 0 }) => {
        for (const [index, delivery] of messages.entries()) {
          this.#burn();
          this.put({ at: addSeconds(this.system.clock.now, delaySecondsOf(index)), delivery, lane });
        }
      },
    };
  }

  get waiting(): number {
    return this.#letters.length;
  }

  put(letter: Letter): void {
    this.#letters.push(letter);
  }

  /** Gives the next letter a second time. */
  duplicate(): void {
    const [next] = this.#inOrder();
    if (next !== undefined) this.put(next);
  }

  /** Hands over the next letter; with a fuse, its function dies after so many awaits, and the letter comes again. */
  async step(fuse?: number): Promise<void> {
    const [letter] = this.#inOrder();
    if (letter === undefined) return;
    this.#letters = this.#letters.filter((each) => each !== letter);
    this.system.clock.now = later(letter.at, this.system.clock.now);
    this.#fuse = fuse;
    try {
      if ('delivery' in letter) await deliverEvent(this.#desks[letter.lane ?? 'fast'], letter.delivery);
      else await this.#work(letter.replay);
    } catch {
      this.put({ ...letter, at: addSeconds(this.system.clock.now, VISIBILITY_SECONDS) });
    } finally {
      this.#fuse = undefined;
    }
  }

  /** Hands over letters until there is none; fails if that never ends. */
  async drain(most = 5_000): Promise<void> {
    for (let steps = 0; this.#letters.length > 0; steps++) {
      if (steps === most) throw new Error(`${this.#letters.length} letters are left after ${most} steps`);
      await this.step();
    }
  }

  /** What a caller does, who may be cut off; then what is in the outbox is begun. */
  async call(verb: (context: CallContext) => Promise<unknown>, fuse?: number): Promise<void> {
    this.#fuse = fuse;
    try {
      await verb(this.context());
    } catch {
      // refused, or cut off: what counts is what is stored
    } finally {
      this.#fuse = undefined;
    }
  }

  /** The relay: each replay that is stored for the first time is asked for, as often as it pleases. */
  relay(replayId: string): void {
    if (this.#begun.has(replayId)) return;
    this.#begun.add(replayId);
    this.put({ at: this.system.clock.now, replay: { ...TENANT, replayId, version: 1 } });
  }

  context(): CallContext {
    const base = this.system.context();
    const scopes = ['webhooks:read', 'webhooks:write'] as const;
    const context = {
      ...base,
      principal: { ...TENANT, keyId: 'key_1', scopes },
      actor: { type: 'api_key', id: 'key_1' },
      egress: 'strict',
      requestId: 'req_1',
      randomBytes: (count: number) => new Uint8Array(count),
    };
    return context as unknown as CallContext; // the verbs of webhooks use nothing of an account
  }

  async #work(request: ReplayRequest): Promise<void> {
    const { system } = this;
    const inSeconds = (seconds: number) => addSeconds(system.clock.now, seconds);
    await workReplay(
      {
        enter: system.enter,
        lanes: { fast: this.#queue('fast'), slow: this.#queue('slow') },
        replays: {
          send: async (replay, { delaySeconds } = { delaySeconds: 0 }) => {
            this.#burn();
            this.put({ at: inSeconds(delaySeconds), replay });
            this.#burn();
          },
        },
      },
      request,
    );
  }

  #inOrder(): Letter[] {
    return this.#letters.toSorted((a, b) => epochOf(a.at) - epochOf(b.at));
  }

  #burn(): undefined {
    if (this.#fuse === undefined) return undefined;
    this.#fuse -= 1;
    if (this.#fuse < 0) throw new Error('the process died');
    return undefined;
  }
}

export const START = BIRTH;
