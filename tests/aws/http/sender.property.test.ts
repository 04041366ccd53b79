import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantFromEpoch } from '#domain/instant.ts';
import { decideAfterAttempt } from '#domain/webhook/retry.ts';
import { postTo } from './post.ts';
import { receiveHttp, receiveRaw } from './receiver.ts';

/** Pieces of HTTP that are right, wrong and in between, to be sent in any order. */
const piece = fc.oneof(
  fc.constantFrom(
    'HTTP/1.1 200 OK\r\n',
    'HTTP/1.0 500 \r\n',
    'HTTP/1.1 103 Early Hints\r\n\r\n',
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
    'HTTP/1.1 999 Odd\r\n',
    'HTTP/2 200\r\n',
    'Content-Length: 5\r\n',
    'Content-Length: 99999999999999999999\r\n',
    'Transfer-Encoding: chunked\r\n',
    'Content-Encoding: gzip\r\n',
    'Retry-After: Sun, 99 Foo 2026\r\n',
    'Location: http://127.0.0.1/\r\n',
    'Trailer: x\r\n',
    '\r\n',
    'hello',
    '5\r\nhello\r\n',
    '0\r\n\r\n',
    'ffffffffffffffff\r\n',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constant('x'.repeat(9000)),
);
const ending = fc.constantFrom('end', 'reset');

describe('a webhook post', () => {
  it('comes to an outcome that can be decided on, whatever bytes are answered', async () => {
    let script: { readonly bytes: string; readonly ending: 'end' | 'reset' } = { bytes: '', ending: 'end' };
    await using receiver = await receiveRaw((socket) => {
      if (script.ending === 'end') socket.end(script.bytes);
      else socket.write(script.bytes, () => socket.resetAndDestroy());
    });
    const now = instantFromEpoch(0);
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), ending, async (pieces, how) => {
        script = { bytes: pieces.join(''), ending: how };
        const outcome = await postTo(receiver.url);
        expect(['response', 'connection_error']).toContain(outcome.kind);
        expect(decideAfterAttempt({ attemptNumber: 1, outcome, now, jitter: 0 }).status).toMatch(
          /^(delivered|retrying)$/,
        );
      }),
      { numRuns: 300 },
    );
    await receiver.allClosed();
  });

  it('keeps attempts apart that are made at the same time', async () => {
    await using receiver = await receiveHttp((request, response) => request.pipe(response));
    const bodies = Array.from({ length: 50 }, (_, i) => `{"n":${i}}`);
    const outcomes = await Promise.all(bodies.map((body) => postTo(receiver.url, { body })));
    expect(outcomes.map((outcome) => outcome.kind === 'response' && outcome.excerpt)).toEqual(bodies);
  });
});
