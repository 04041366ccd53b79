import { earlier, type Instant } from '#domain/instant.ts';
import type { BatonClient } from '../../../packages/sdk/index.ts';
import type { DemoPlan } from '../plan/plan.ts';
import { type Act, LANES, type Story } from '../plan/story.ts';
import { type Tick, ticksOf } from '../plan/ticks.ts';
import { type Company, publishFix } from './company.ts';

/** How many requests are under way at a time. */
const WIDTH = 8;
/** The most submissions of one request. */
const BATCH = 100;

/** How far the telling is. `at`: where the slowest of its clocks stands. */
export interface Progress {
  readonly at: Instant;
  readonly submitted: number;
  readonly done: number;
}

/** Tells the stories of a plan through the API, on test clocks that go from instant to instant. */
export class Telling {
  readonly #client: BatonClient;
  readonly #company: Company;
  readonly #plan: DemoPlan;
  readonly #handoffs = new Map<Story, string>();
  #done = 0;

  constructor(client: BatonClient, company: Company, plan: DemoPlan) {
    this.#client = client;
    this.#company = company;
    this.#plan = plan;
  }

  /** Tells all of it; `onProgress` hears after each instant how far it is. Rejects with the reason of `signal`. */
  async tell(signal: AbortSignal, onProgress: (progress: Progress) => void): Promise<void> {
    const lost = new AbortController();
    const all = AbortSignal.any([signal, lost.signal]);
    const reached = LANES.map(() => this.#plan.begin);
    const lanes = LANES.map(async (lane, index) => {
      const { begin, end } = this.#plan;
      const name = `Demo: ${lane.join(', ')}`;
      const clock = await this.#client.post('/v1/test-clocks', { body: { name, now: begin }, signal: all });
      for (const tick of ticksOf(this.#plan, lane)) {
        await this.#advance(clock.id, tick.at, all);
        await this.#play(tick, clock.id, all);
        reached[index] = tick.at;
        onProgress({ at: reached.reduce(earlier), submitted: this.#handoffs.size, done: this.#done });
      }
      await this.#advance(clock.id, end, all);
    });
    try {
      await Promise.all(lanes);
    } catch (error) {
      lost.abort(error); // what one lane fails at ends the others
      await Promise.allSettled(lanes);
      throw error;
    }
  }

  async #advance(id: string, to: Instant, signal: AbortSignal): Promise<void> {
    for (;;) {
      const { data } = await this.#client.request('POST', '/v1/test-clocks/{id}/advance', {
        path: { id },
        body: { to },
        signal,
      });
      if ((data as { readonly status: string }).status !== 'advancing') return; // what the reference says of it
    }
  }

  async #play(tick: Tick, clockId: string, signal: AbortSignal): Promise<void> {
    if (tick.fix) await publishFix(this.#client, this.#company);
    await Promise.all([this.#submitAll(tick.submissions, clockId, signal), this.#playAll(tick.scenes, signal)]);
  }

  async #submitAll(stories: readonly Story[], clockId: string, signal: AbortSignal): Promise<void> {
    for (let from = 0; from < stories.length; from += BATCH) {
      await this.#submit(stories.slice(from, from + BATCH), clockId, signal);
    }
  }

  async #playAll(all: Tick['scenes'], signal: AbortSignal): Promise<void> {
    for (let from = 0; from < all.length; from += WIDTH) {
      const group = all.slice(from, from + WIDTH);
      await Promise.all(
        group.map(async ({ story, scenes }) => {
          for (const { act } of scenes) await this.#do(story, act, signal);
        }),
      );
    }
  }

  async #submit(stories: readonly Story[], testClockId: string, signal: AbortSignal): Promise<void> {
    const items = stories.map(({ contract, subject, packet, sender }) => ({
      contractId: this.#company.contract(contract),
      subject,
      packet,
      sender,
      testClockId,
    }));
    const { results } = await this.#client.post('/v1/handoffs/batch', { body: { items }, signal });
    for (const [index, result] of results.entries()) {
      const story = stories[index];
      if (story === undefined || !('handoff' in result)) {
        throw new Error(`a submission was refused: ${JSON.stringify(result)}`);
      }
      this.#handoffs.set(story, result.handoff.id);
    }
  }

  async #do(story: Story, act: Act, signal: AbortSignal): Promise<void> {
    const id = this.#handoffs.get(story);
    if (id === undefined) throw new Error('a story begins with its submission');
    const call = { path: { id }, signal };
    await this.#send(act, call);
    this.#done += 1;
  }

  async #send(
    act: Act,
    call: { readonly path: { readonly id: string }; readonly signal: AbortSignal },
  ): Promise<unknown> {
    const client = this.#client;
    switch (act.does) {
      case 'accept': {
        const body = act.owner === undefined ? {} : { ownerId: this.#company.ids.owner(act.owner) };
        return client.post('/v1/handoffs/{id}/accept', { ...call, body });
      }
      case 'reject': {
        const body = { reason: act.reason, fields: [...act.fields] };
        return client.post('/v1/handoffs/{id}/reject', { ...call, body });
      }
      case 'resubmit':
        return client.post('/v1/handoffs/{id}/resubmit', { ...call, body: { packet: { ...act.packet } } });
      case 'milestone':
        return client.post('/v1/handoffs/{id}/milestones', { ...call, body: { name: act.name } });
      case 'pause': {
        const body = { reason: act.reason, resumeBy: act.resumeBy };
        return client.post('/v1/handoffs/{id}/pause', { ...call, body });
      }
      case 'complete':
        return client.post('/v1/handoffs/{id}/complete', { ...call, body: { outcome: { ...act.outcome } } });
      case 'disqualify':
        return client.post('/v1/handoffs/{id}/disqualify', { ...call, body: { reason: act.reason } });
    }
  }
}
