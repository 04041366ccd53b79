import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDnsResolver } from '#aws/http/resolver.ts';
import { createWebhookSender, type WebhookSender } from '#aws/http/sender.ts';
import { checkEndpointUrl } from '#domain/webhook/endpoint-url.ts';
import type { AttemptOutcome } from '#domain/webhook/outcome.ts';
import { HOSTILE_NAMES, HOSTILE_URLS } from './hostile-urls.ts';
import { type NameServer, serveNames } from './name-server.ts';
import { headers } from './post.ts';
import { type Receiver, receiveHttp } from './receiver.ts';
import { countSockets } from './socket-count.ts';

let listener: Receiver;
let names: NameServer;
let sender: WebhookSender;
beforeAll(async () => {
  listener = await receiveHttp((_, response) => response.end());
  names = await serveNames((name, type) => {
    const { aliases = [], ...records } = HOSTILE_NAMES[name] ?? {};
    return { aliases, addresses: records[type] ?? [] };
  });
  sender = createWebhookSender({ egress: 'strict', resolve: createDnsResolver({ servers: [names.address] }) });
});
afterAll(async () => {
  await listener[Symbol.asyncDispose]();
  await names[Symbol.asyncDispose]();
});

describe('a hostile URL', () => {
  it.each(HOSTILE_URLS)('by %s is never connected to: %s, %s', async (_, template, refusal) => {
    const url = template.replace('PORT', String(listener.port));
    const atSave = checkEndpointUrl(url, { mode: 'live', egress: 'strict' }).map(({ code }) => code);
    const isNamed = refusal === 'by its address' || refusal === 'without address';
    expect(atSave).toEqual(isNamed ? [] : expect.arrayContaining([refusal]));

    const asked = names.questions().length;
    const outcomes: AttemptOutcome[] = [];
    const opened = await countSockets(async () => {
      outcomes.push(await sender.post({ url, mode: 'live', headers, body: '{}' }));
      // Whatever is refused for its address is so over plain HTTP too, which test mode allows.
      const plain = url.replace(/^https:/i, 'http:');
      if (refusal !== 'url_scheme') outcomes.push(await sender.post({ url: plain, mode: 'test', headers, body: '{}' }));
    });
    const kind = { 'by its address': /^refused_address$/, 'without address': /^connection_error$/ };
    const expected = isNamed ? kind[refusal] : /^refused_/;
    for (const outcome of outcomes) expect(outcome.kind).toMatch(expected);
    expect(names.questions().length > asked).toBe(isNamed);
    expect(opened).toBe(0);
    expect(listener.connections()).toBe(0);
  });

  it('is one of more than a hundred here, each other than the rest', () => {
    expect(new Set(HOSTILE_URLS.map(([, url]) => url)).size).toBe(HOSTILE_URLS.length);
    expect(HOSTILE_URLS.length).toBeGreaterThan(100);
  });
});
