import { describe, expect, it } from 'vitest';
import { createDnsResolver } from '#aws/http/resolver.ts';
import { serveNames } from './name-server.ts';
import { postTo } from './post.ts';
import { receiveHttp } from './receiver.ts';

const patient = new AbortController().signal;

describe('createDnsResolver', () => {
  it('gives all addresses of both families, IPv4 first', async () => {
    await using server = await serveNames((_, type) => (type === 'A' ? ['192.0.2.1', '192.0.2.2'] : ['::1']));
    const resolve = createDnsResolver({ servers: [server.address] });
    expect(await resolve('a.example', patient)).toEqual(['192.0.2.1', '192.0.2.2', '::1']);
  });

  it('is content with one family', async () => {
    await using server = await serveNames((_, type) => (type === 'A' ? [] : ['::1']));
    expect(await createDnsResolver({ servers: [server.address] })('a.example', patient)).toEqual(['::1']);
  });

  it('does not wait for a name server that never answers for IPv6', async () => {
    await using server = await serveNames((_, type) => (type === 'A' ? ['192.0.2.1'] : 'silence'));
    const resolve = createDnsResolver({ servers: [server.address], graceMs: 20 });
    expect(await resolve('a.example', patient)).toEqual(['192.0.2.1']);
  });

  it('rejects with a code when there is no address', async () => {
    await using server = await serveNames(() => []);
    await expect(createDnsResolver({ servers: [server.address] })('a.example', patient)).rejects.toMatchObject({
      code: 'ENODATA',
    });
  });

  it('never asks about localhost', async () => {
    await using server = await serveNames(() => ['192.0.2.1']);
    const resolve = createDnsResolver({ servers: [server.address] });
    expect(await resolve('localhost', patient)).toEqual(['127.0.0.1', '::1']);
    expect(await resolve('a.localhost', patient)).toEqual(['127.0.0.1', '::1']);
    expect(server.questions()).toEqual([]);
  });

  it('stops asking a silent name server when it is aborted', async () => {
    await using server = await serveNames(() => 'silence');
    const controller = new AbortController();
    const pending = createDnsResolver({ servers: [server.address] })('a.example', controller.signal);
    controller.abort();
    await expect(pending).rejects.toMatchObject({ code: 'ECANCELLED' });
    await expect(createDnsResolver({ servers: [server.address] })('a.example', controller.signal)).rejects.toThrow();
  });
});

describe('a webhook post to a name in DNS', () => {
  it('is refused by the private address of either family', async () => {
    await using receiver = await receiveHttp((_, response) => response.end());
    await using server = await serveNames((_, type) => (type === 'A' ? ['8.8.8.8'] : ['::1']));
    const resolve = createDnsResolver({ servers: [server.address] });
    const outcome = await postTo(`https://a.example:${receiver.port}/`, { egress: 'strict', resolve });
    expect(outcome).toMatchObject({ kind: 'refused_address', address: '::1', range: 'loopback' });
    expect(receiver.connections()).toBe(0);
  });

  it('is not rebound between judging and connecting', async () => {
    await using receiver = await receiveHttp((_, response) => response.end('judged'));
    let asked = 0;
    await using server = await serveNames((_, type) => {
      if (type === 'AAAA') return [];
      asked += 1;
      return asked === 1 ? ['127.0.0.1'] : ['10.0.0.1'];
    });
    const resolve = createDnsResolver({ servers: [server.address] });
    const url = `http://rebinding.example:${receiver.port}/`;
    expect(await postTo(url, { mode: 'test', resolve })).toMatchObject({ kind: 'response', excerpt: 'judged' });
    expect(asked).toBe(1);
    expect(await postTo(url, { mode: 'test', resolve })).toMatchObject({
      kind: 'refused_address',
      address: '10.0.0.1',
    });
  });
});
