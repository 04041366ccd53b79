import { describe, expect, it } from 'vitest';
import { addSeconds, instantFromEpoch } from '#domain/instant.ts';
import { activeSecrets, type EndpointSecret, rotateSecrets } from '#domain/webhook/secret-rotation.ts';

const now = instantFromEpoch(Date.UTC(2026, 10, 22, 9));
const later = (seconds: number) => addSeconds(now, seconds);

describe('rotateSecrets', () => {
  it('lets the replaced secret sign for the overlap, to the instant', () => {
    const secrets = rotateSecrets([{ secret: 'old' }], 'new', now, 60);
    expect(activeSecrets(secrets, now)).toEqual(['new', 'old']);
    expect(activeSecrets(secrets, later(59.999))).toEqual(['new', 'old']);
    expect(activeSecrets(secrets, later(60))).toEqual(['new']);
  });

  it('overlaps for a day unless told otherwise', () => {
    expect(rotateSecrets([{ secret: 'old' }], 'new', now)).toEqual([
      { secret: 'new' },
      { secret: 'old', expiresAt: later(86_400) },
    ]);
  });

  it('without an overlap drops the old secrets at once', () => {
    expect(rotateSecrets([{ secret: 'old' }], 'new', now, 0)).toEqual([{ secret: 'new' }]);
  });

  it('never prolongs a secret that is already on its way out, and drops expired ones', () => {
    const secrets: EndpointSecret[] = [
      { secret: 'c' },
      { secret: 'b', expiresAt: later(10) },
      { secret: 'a', expiresAt: now },
    ];
    expect(rotateSecrets(secrets, 'd', now, 60)).toEqual([
      { secret: 'd' },
      { secret: 'c', expiresAt: later(60) },
      { secret: 'b', expiresAt: later(10) },
    ]);
  });

  it('keeps at most five, however often it is called', () => {
    let secrets: EndpointSecret[] = [{ secret: 's0' }];
    for (let i = 1; i <= 20; i += 1) secrets = rotateSecrets(secrets, `s${i}`, now);
    expect(activeSecrets(secrets, now)).toEqual(['s20', 's19', 's18', 's17', 's16']);
  });
});
