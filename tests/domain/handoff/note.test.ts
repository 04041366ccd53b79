import { describe, expect, it } from 'vitest';
import type { Handoff } from '#domain/handoff/state.ts';
import { contractBody, REJECTION_REASONS, TOTAL_CLOCK } from '#tests/support/contracts.ts';
import { ACCEPT, CALLER, CANCEL, COMPLETE, type Life, REJECT, submit } from '#tests/support/handoffs.ts';
import { HOUR, instantAt } from '#tests/support/instants.ts';
import { QUEUE } from '#tests/support/people.ts';

const body = contractBody({ rejectionReasons: [...REJECTION_REASONS], clocks: [TOTAL_CLOCK] });
const NOTE = { type: 'note', text: 'They call back on Friday' } as const;

/** `state` without what every event moves. */
function lasting({ version: _version, updatedAt: _updatedAt, ...rest }: Handoff): object {
  return rest;
}

describe('a note', () => {
  it.each<[string, () => Life]>([
    ['pending', () => submit({ body, to: { queueId: QUEUE } })],
    ['assigned', () => submit({ body })],
    ['accepted', () => submit({ body }).command(60, ACCEPT)],
    ['rejected', () => submit({ body }).command(60, REJECT)],
    ['completed', () => submit({ body }).command(60, ACCEPT).command(61, COMPLETE)],
    ['cancelled', () => submit({ body }).command(60, CANCEL)],
  ])('can be left while it is %s, and changes nothing', (_state, life) => {
    const before = life();
    const noted = before.command(HOUR, NOTE);
    expect(lasting(noted.state)).toEqual(lasting(before.state));
    expect(noted.facts('handoff.noted')).toMatchObject([
      { occurredAt: instantAt(HOUR), actor: CALLER, data: { text: NOTE.text }, sequence: before.state.version + 1 },
    ]);
  });

  it('comes after what had fallen due before it', () => {
    const noted = submit({ body }).command(11 * HOUR, NOTE);
    expect(noted.events.slice(-2).map(({ type }) => type)).toEqual(['clock.breached', 'handoff.noted']);
  });
});
