import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { type ApiClient, apiClient } from '../../../scripts/demo/api-client.ts';
import { DemoFailure } from '../../../scripts/demo/failure.ts';

const GET = { method: 'GET', path: '/v1/thing' } as const;
const thing = z.looseObject({ id: z.string() });

/** A client of an API that answers everything with `status` and `body`; what it was asked is in `asked`. */
async function clientOf(
  status: number,
  body: string,
  signal = new AbortController().signal,
): Promise<{ client: ApiClient; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? 'nobody'}`);
    request.resume().on('end', () => response.writeHead(status).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was assigned');
  return { client: apiClient(`http://127.0.0.1:${address.port}`, signal), asked };
}

describe('the API client of the demo', () => {
  it('answers what the schema reads, and sends the key it was given', async () => {
    const { client, asked } = await clientOf(200, '{"id":"a"}');
    expect(await client.as('secret').call(GET, 200, thing)).toEqual({ id: 'a' });
    expect(asked).toEqual(['GET /v1/thing Bearer secret']);
  });

  it.each([
    ['another status', 503, '{"id":"a"}', 'should answer 200, not 503: {"id":"a"}'],
    ['another form', 200, '{"id":1}', 'has another form'],
    ['something that is no JSON', 200, '<html>', 'is no JSON: <html>'],
  ])('fails on %s, and says what came', async (_, status, body, message) => {
    const { client } = await clientOf(status, body);
    const call = client.call(GET, 200, thing);
    await expect(call).rejects.toThrow(message);
    await expect(call).rejects.toBeInstanceOf(DemoFailure);
  });

  it('fails on a refusal with another code, and on success where a refusal is due', async () => {
    const problem = (code: string): string => JSON.stringify({ code, detail: '' });
    const { client } = await clientOf(422, problem('validation_failed'));
    await expect(client.refused(GET, 422, 'not_ready')).rejects.toThrow('code not_ready, not validation_failed');
    const generous = await clientOf(201, '{"id":"a"}');
    await expect(generous.client.refused(GET, 422, 'not_ready')).rejects.toThrow('should answer 422, not 201');
  });

  it('names the call that nobody answers', async () => {
    const client = apiClient('http://127.0.0.1:1', new AbortController().signal);
    await expect(client.call(GET, 200, thing)).rejects.toThrow('GET /v1/thing was not answered');
  });

  it('ends with the reason of the interruption, not with that of the broken call', async () => {
    const { client } = await clientOf(200, '{}', AbortSignal.abort(new Error('interrupted')));
    await expect(client.call(GET, 200, thing)).rejects.toThrow('interrupted');
  });
});
