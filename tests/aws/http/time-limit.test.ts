import { describe, expect, it } from 'vitest';
import { withTimeLimit } from '#aws/http/time-limit.ts';
import { postTo } from './post.ts';

describe('withTimeLimit', () => {
  it('gives the result of work that ends in time', async () => {
    expect(await withTimeLimit(60_000, async () => 7)).toEqual({ status: 'finished', value: 7 });
  });

  it('gives the error of work that fails in time', async () => {
    const error = new Error('no');
    expect(await withTimeLimit(60_000, () => Promise.reject(error))).toEqual({ status: 'failed', error });
  });

  it('aborts work that does not end, and does not wait for it to notice', async () => {
    let seen: AbortSignal | undefined;
    const limited = await withTimeLimit(1, (signal) => {
      seen = signal;
      return new Promise(() => {});
    });
    expect(limited).toEqual({ status: 'timed_out' });
    expect(seen?.aborted).toBe(true);
  });
});

describe('a webhook post to a name that does not resolve', () => {
  it('times out when the name server is silent', async () => {
    const resolve = () => new Promise<never>(() => {});
    expect(await postTo('https://slow.example/', { resolve, timeoutMs: 20 })).toMatchObject({
      kind: 'timeout',
      phase: 'resolve',
    });
  });

  it('reports the code of the resolver', async () => {
    expect(await postTo('https://nowhere.example/')).toMatchObject({ kind: 'connection_error', code: 'ENOTFOUND' });
  });
});
