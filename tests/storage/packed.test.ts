import { describe, expect, test } from 'vitest';
import { pack, packState, unpack } from '#storage/packed.ts';
import { ACCEPT_CLOCK, contractBody } from '../support/contracts.ts';
import { ACCEPT, submit } from '../support/handoffs.ts';
import { MINUTE } from '../support/instants.ts';

const json = (bytes: number) => JSON.stringify('a'.repeat(bytes));

test('what is small stays readable', () => {
  expect(pack(json(500))).toEqual({ doc: json(500) });
});

test('what would cost another unit in the clear is deflated, counting what stands beside it in the item', () => {
  expect(pack(json(1500))).toHaveProperty('packed');
  expect(pack(json(600), 300)).toHaveProperty('doc');
  expect(pack(json(600), 500)).toHaveProperty('packed');
});

test('what deflating does not make cheaper stays readable', () => {
  expect(pack(json(10), 1100)).toHaveProperty('doc');
});

test.each([0, 900, 3000])('comes back as it was: %i bytes', (bytes) => {
  expect(unpack(pack(json(bytes)))).toBe(json(bytes));
});

describe('the state of a handoff', () => {
  const complete = { name: 'complete', start: 'accepted', stop: ['completed'], target: 'PT40H' };
  const body = contractBody({ clocks: [ACCEPT_CLOCK, complete] });
  const life = submit({ body }).command(MINUTE, ACCEPT);
  const state = JSON.stringify(life.state);

  test('is one unit with two clocks and 700 bytes of keys beside it, and comes back as it was', () => {
    const packed = packState(state, 700);
    expect(packed).toHaveProperty('packedState');
    expect(unpack(packed)).toBe(state);
    expect(packState(state, 10)).toEqual({ doc: state });
  });

  test('is read that was stored by an earlier version: its dictionary is as it was', () => {
    const stored = Buffer.from(
      'Q8lkvhbGJpZuZl6OkX7u7s4mTr6ujuGWEeEu2DMfWLWJRYijd3CEk4mfu2+Eh1+Ak7EJrkwJczvMwbUA',
      'base64',
    );
    const text =
      '{"id":"hnd_01M8349F6JAYNGGC4BMEAW9XWD","contractId":"ctr_01M834948TAKSXB4NGMXHNPB34","contractVersion":1,"state":"accepted"}';
    expect(unpack({ packedState: stored })).toBe(text);
  });

  test('that was damaged is an error', () => {
    const { packedState } = packState(state, 700);
    if (!(packedState instanceof Uint8Array)) throw new Error('it is not deflated');
    expect(() => unpack({ packedState: packedState.subarray(0, 40) })).toThrow();
  });
});
