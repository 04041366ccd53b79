import { expect } from 'vitest';
import { CALENDAR } from '#api/schemas/calendar-examples.ts';
import type { Instant } from '#domain/instant.ts';
import { signUp, type WholeApp, wholeApp } from './whole-app.ts';

/** A tenant with a contract of two clocks, one of them by a calendar, and what it takes to move its handoffs. */
export interface MovingTenant {
  readonly app: WholeApp;
  readonly key: string;
  readonly contract: string;
  readonly calendar: string;
  call(method: string, path: string, json?: unknown): ReturnType<WholeApp['call']>;
  /** The answer's body; the test fails if it is refused. */
  done(path: string, json?: unknown): Promise<Awaited<ReturnType<WholeApp['call']>>['json']>;
  submit(): Promise<string>;
  /** Publishes the next version, with these clocks. */
  publish(clocks: readonly object[]): Promise<void>;
  clocks(handoff: string): Promise<readonly Record<string, unknown>[]>;
  eventTypes(handoff: string): Promise<readonly string[]>;
}

export const ACCEPT = { name: 'accept', start: 'submitted', stop: ['accepted', 'rejected'], target: 'PT4H' };

export function completeBy(calendarId: string, target: unknown = 'PT8H') {
  return { name: 'complete', start: 'submitted', stop: ['completed'], target, calendarId };
}

export async function movingTenant(now: Instant): Promise<MovingTenant> {
  const app = wholeApp();
  app.clock.now = now;
  const key = (await signUp(app)).live;
  const call: MovingTenant['call'] = (method, path, json) =>
    app.call(method, path, { key, ...(json === undefined ? {} : { json }) });
  const done: MovingTenant['done'] = async (path, json = {}) => {
    const answer = await call('POST', path, json);
    expect(answer.status, answer.text).toBeOneOf([200, 201]);
    return answer.json;
  };
  const owner = await done('/v1/owners', { name: 'Ana' });
  const calendar: string = (await done('/v1/calendars', CALENDAR)).id;
  const body = {
    name: 'Closed-won to onboarding',
    from: { stage: 'closed_won' },
    to: { stage: 'onboarding' },
    subjectType: 'account',
    routing: { rules: [], fallback: { ownerId: owner.id } },
    clocks: [ACCEPT, completeBy(calendar)],
  };
  const contract: string = (await done('/v1/contracts', body)).id;
  await done(`/v1/contracts/${contract}/publish`);
  const list = async (path: string) => (await call('GET', path)).json.data;
  return {
    app,
    key,
    contract,
    calendar,
    call,
    done,
    submit: async () => {
      const subject = { type: 'account', id: 'a' };
      return (await done('/v1/handoffs', { contractId: contract, subject, packet: {} })).id;
    },
    publish: async (clocks) => {
      const changed = await call('PATCH', `/v1/contracts/${contract}`, { clocks });
      expect(changed.status, changed.text).toBe(200);
      await done(`/v1/contracts/${contract}/publish`);
    },
    clocks: (handoff) => list(`/v1/handoffs/${handoff}/clocks`),
    eventTypes: async (handoff) =>
      (await list(`/v1/handoffs/${handoff}/events?limit=100`)).map(({ type }: { type: string }) => type),
  };
}
