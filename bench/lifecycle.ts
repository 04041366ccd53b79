import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Adversity } from '#local/host/adversity.ts';
import { startStack } from '#local/stack.ts';
import { meter, reset } from './metering.ts';
import { twoKilobytePacket } from './packet.ts';
import { call, type Seed, seed, settled } from './seed.ts';

/** What one lifecycle costs: submit with a 2 KB packet, accept, complete, one subscriber to every event. */
export interface LifecycleCost {
  readonly writeUnits: number;
  /** Those of them that keeping it in the event log takes. */
  readonly logUnits: number;
  /** Write units of the table and of each index, by the kind of call. */
  readonly writes: ReadonlyMap<string, number>;
  readonly readUnits: number;
  /** What counting it into the tenant's figures takes, beside all of this. */
  readonly figures: { readonly writeUnits: number; readonly readUnits: number };
  readonly calls: ReadonlyMap<string, number>;
  readonly invocations: ReadonlyMap<string, number>;
  readonly deliveries: number;
}

/** Of so many lifecycles the median is told: how events come together in batches decides on some reads. */
const ROUNDS = 3;

/** Events of one lifecycle: submitted, assigned, accepted, completed; two clocks started and met. */
const EVENTS = 8;

/** Measures a lifecycle on a whole local stack. `beside` is called with the seeded tenant before the stack ends. */
export async function measureLifecycle(
  dataDir: string,
  beside: (url: string, seeded: Seed) => Promise<void>,
): Promise<LifecycleCost> {
  const consumption = meter();
  const invocations = new Map<string, number>();
  const adversity: Adversity = ({ functionName }) => {
    invocations.set(functionName, (invocations.get(functionName) ?? 0) + 1);
    return { kind: 'run' };
  };
  let deliveries = 0;
  const receiver = createServer((_request, response) => {
    deliveries++;
    response.end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const stack = await startStack({
    port: 0,
    dataDir,
    egress: 'loopback',
    log: () => undefined,
    onFailure: (reason) => {
      throw new Error(reason);
    },
    adversity,
  });
  try {
    const seeded = await seed(stack.url);
    const { token } = seeded;
    const { port } = receiver.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/events`;
    await call(stack.url, token, 'POST', '/v1/webhook-endpoints', { url, eventTypes: ['*'] }, 201);
    await lifecycle(stack.url, seeded); // the first one also loads what a container then keeps
    // the contract's publication may reach the endpoint too: nothing of the first may be counted with the second
    await settled('the first delivery records', () => consumption.calls.get('PutItem') ?? 0, EVENTS);
    await settled('the first figures', () => consumption.figures.writeUnits, 1);
    const costs: LifecycleCost[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      deliveries = 0;
      reset(consumption);
      invocations.clear();
      await lifecycle(stack.url, seeded);
      await settled('the delivery records', () => consumption.calls.get('PutItem') ?? 0, EVENTS);
      await settled('the figures', () => consumption.figures.writeUnits, 1);
      costs.push({
        writeUnits: consumption.writeUnits,
        logUnits: consumption.logUnits,
        writes: new Map(consumption.writes),
        readUnits: consumption.readUnits,
        figures: { ...consumption.figures },
        calls: new Map(consumption.calls),
        invocations: new Map(invocations),
        deliveries,
      });
    }
    await beside(stack.url, seeded);
    return middle(costs);
  } finally {
    await stack.close();
    receiver.close();
  }
}

/** The one in the middle by what it writes and reads. */
function middle(costs: readonly LifecycleCost[]): LifecycleCost {
  const inOrder = costs.toSorted((a, b) => a.writeUnits - b.writeUnits || a.readUnits - b.readUnits);
  const found = inOrder[Math.floor(inOrder.length / 2)];
  if (found === undefined) throw new Error('nothing was measured');
  return found;
}

async function lifecycle(url: string, { token, contractId }: Seed): Promise<void> {
  const submission = {
    contractId,
    subject: { type: 'account', id: 'acme-42', name: 'Acme GmbH' },
    packet: twoKilobytePacket(),
  };
  const { id } = await call(url, token, 'POST', '/v1/handoffs', submission, 201);
  await call(url, token, 'POST', `/v1/handoffs/${id}/accept`, {});
  await call(url, token, 'POST', `/v1/handoffs/${id}/complete`, { outcome: { kickoffHeldAt: '2026-11-22' } });
}
