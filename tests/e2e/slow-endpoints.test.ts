import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { deliveryDetail } from '#api/schemas/delivery.ts';
import { endpointTest } from '#api/schemas/webhook-endpoint.ts';
import { eventually } from './support/eventually.ts';
import { startReceiver } from './support/receiver.ts';
import { startTestStack } from './support/stack.ts';
import { closeWorlds, openWorld, type World } from './support/world.ts';

const ENDPOINTS = 19; // beside the one that every world has
/** Some 500 deliveries: five times what the fast lane does at once. */
const BURST = 6;
const SUBMISSIONS = 5;

interface HangingReceiver {
  readonly url: string;
  readonly arrived: () => number;
  readonly answered: () => number;
  /** Posts that Baton gave up waiting for. */
  readonly givenUp: () => number;
  readonly answerAll: () => void;
  readonly close: () => Promise<void>;
}

/** A receiver that takes everything and answers nothing before it is told to. */
async function startHangingReceiver(): Promise<HangingReceiver> {
  const open = new Set<ServerResponse>();
  let [arrived, answered, givenUp, isOpen] = [0, 0, 0, false];
  const answer = (response: ServerResponse): void => {
    response.end();
    answered += 1;
  };
  const server = createServer((request, response) => {
    arrived += 1;
    request.resume().on('end', () => {
      if (isOpen) answer(response);
      else open.add(response);
    });
    response.on('close', () => {
      if (!open.delete(response)) return;
      givenUp += 1;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    arrived: () => arrived,
    answered: () => answered,
    givenUp: () => givenUp,
    answerAll: () => {
      isOpen = true;
      const waiting = [...open];
      open.clear();
      for (const response of waiting) answer(response);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

afterAll(closeWorlds);

async function subscribeHanging({ tenant }: World, url: string, count = ENDPOINTS): Promise<void> {
  const created = Array.from({ length: count }, (_, index) =>
    tenant.create('/v1/webhook-endpoints', { url: `${url}/${index}`, eventTypes: ['*'] }),
  );
  await Promise.all(created);
}

test('while the endpoints of a tenant hang under a burst, all that is for another tenant arrives before any of theirs has ended', {
  timeout: 150_000,
}, async () => {
  const stack = await startTestStack();
  const [noisy, quiet] = [await openWorld(stack), await openWorld(stack)];
  const hanging = await startHangingReceiver();
  await subscribeHanging(noisy, hanging.url);
  await Promise.all(Array.from({ length: BURST }, () => noisy.submit()));
  await eventually('they hang', () => hanging.arrived() >= 10);

  const ids: string[] = [];
  for (let count = 0; count < SUBMISSIONS; count++) ids.push((await quiet.submit()).id);
  const has = (id: string) => quiet.receiver.about(id).some(({ event }) => event.type === 'handoff.submitted');
  await eventually('the other tenant has its events', () => ids.every(has), 60);
  expect({ answered: hanging.answered(), givenUp: hanging.givenUp() }).toEqual({ answered: 0, givenUp: 0 });

  hanging.answerAll();
  await eventually('what waited arrives once they answer', () => hanging.answered() > 2 * ENDPOINTS, 60);
  await hanging.close();
});

test('one quick failure of an endpoint is retried in time while two others of its tenant hang, each with a long line', {
  timeout: 150_000,
}, async () => {
  const stack = await startTestStack();
  const world = await openWorld(stack);
  const hanging = await startHangingReceiver();
  await subscribeHanging(world, hanging.url, 2);
  await world.submit();
  await eventually('they are known to hang', () => hanging.givenUp() >= 2, 60);
  await Promise.all(Array.from({ length: 40 }, () => world.submit()));
  await eventually('they hang again', () => hanging.arrived() - hanging.givenUp() >= 8);

  const once = await startReceiver((request) => (request === 1 ? 500 : 200));
  const { id } = await world.tenant.create('/v1/webhook-endpoints', {
    url: once.url,
    eventTypes: ['contract.retired'],
  });
  const { json } = await world.tenant.call('POST', `/v1/webhook-endpoints/${id}/test`, { json: {} });
  const { deliveryId } = endpointTest().parse(json);
  const arrived = async () => {
    const answer = await world.tenant.call('GET', `/v1/deliveries/${deliveryId}`);
    const made = answer.status === 200 && deliveryDetail().parse(answer.json);
    return made && made.status === 'delivered' && made;
  };
  // the first retry is due after 5 seconds; behind those lines it would have come after minutes
  const { attempts } = await eventually('its retry has arrived', arrived, 25);
  expect(attempts.map(({ httpStatus }) => httpStatus)).toEqual([500, 200]);

  hanging.answerAll();
  await Promise.all([hanging.close(), once.close()]);
});
