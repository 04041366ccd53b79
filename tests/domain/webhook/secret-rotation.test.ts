import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { MAX_OVERLAP_SECONDS } from '#domain/secret-overlap.ts';
import { activeSecrets, type EndpointSecret, overlapEnd, rotateSecrets } from '#domain/webhook/secret-rotation.ts';
import { instantAt } from '#tests/support/instants.ts';

const now = instantAt(0);
const ROTATED = rotateSecrets([{ secret: 'former' }], 'current', now, 60);

describe('a secret that was replaced', () => {
  test('signs beside the current one until its overlap ends, to the instant', () => {
    expect(activeSecrets(ROTATED, instantAt(59.999))).toEqual(['current', 'former']);
    expect(activeSecrets(ROTATED, instantAt(60))).toEqual(['current']);
    expect(overlapEnd(ROTATED, instantAt(59.999))).toBe(instantAt(60));
    expect(overlapEnd(ROTATED, instantAt(60))).toBeUndefined();
  });

  test('ends at once without an overlap', () => {
    expect(rotateSecrets([{ secret: 'former' }], 'current', now, 0)).toEqual([{ secret: 'current' }]);
  });

  test('ends at once when it is replaced again within its overlap', () => {
    const again = rotateSecrets(ROTATED, 'newest', instantAt(10), 60);
    expect(activeSecrets(again, instantAt(10))).toEqual(['newest', 'current']);
  });

  test('becomes current once if it is given again', () => {
    expect(rotateSecrets(ROTATED, 'former', instantAt(10), 60)).toEqual([
      { secret: 'former' },
      { secret: 'current', expiresAt: instantAt(70) },
    ]);
  });
});

test('the current secret signs for ever', () => {
  expect(activeSecrets([{ secret: 'current' }], instantAt(1e9))).toEqual(['current']);
});

test('over any rotations the newest signs first and for ever, at most one beside it, and a replaced one until its end alone', () => {
  const step = fc.record({
    wait: fc.integer({ min: 0, max: 3 * 86_400 }),
    overlap: fc.constantFrom(0, 1, 3600, 86_400, MAX_OVERLAP_SECONDS),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let secrets: readonly EndpointSecret[] = [{ secret: 's0' }];
      let at = now;
      for (const [index, { wait, overlap }] of steps.entries()) {
        at = addSeconds(at, wait);
        const [before] = activeSecrets(secrets, at);
        secrets = rotateSecrets(secrets, `s${index + 1}`, at, overlap);
        const expected = [`s${index + 1}`, ...(overlap > 0 ? [before] : [])];
        expect(activeSecrets(secrets, at)).toEqual(expected);
        expect(activeSecrets(secrets, addSeconds(at, overlap))).toEqual([`s${index + 1}`]);
      }
    }),
  );
});
