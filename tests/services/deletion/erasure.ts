import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { DeletionRequest } from '#aws/ports.ts';
import { addSeconds, type Instant } from '#domain/instant.ts';
import { type Deletion, hashReceipt } from '#domain/tenancy/deletion.ts';
import { type DeletionDesk, workDeletion } from '#services/deletion/work-deletion.ts';
import { DeletionStore } from '#storage/deletion-store.ts';
import { forgetPlatformEntry } from '#storage/idempotency-store.ts';
import { fixedPartitions, isParent, PARENT_KINDS, type ParentKind, partitionsOf } from '#storage/partitions.ts';
import { Remains } from '#storage/remains.ts';
import { memoryDynamo } from '../../api/support/memory-dynamo.ts';
import { BIRTH } from '../../support/instants.ts';

export const TENANT = 'ten_00000000000000000000000001';
export const OTHER = 'ten_00000000000000000000000002';
const MODES = ['live', 'test'] as const;
const PAUSE_SECONDS = 120;
/** As many as each mode has. */
const HANDOFFS = 7;

class Crash extends Error {}

/** The world of one deletion: a table, a queue that gives messages again, and schedules; each call may be the last. */
export class Erasure {
  readonly #table = memoryDynamo();
  readonly #keys = new Set<string>();
  readonly schedules = new Set<string>();
  readonly queue: { readonly request: DeletionRequest; readonly at: Instant }[] = [];
  /** What happened, in order, with the instant. */
  readonly log: string[] = [];
  now = BIRTH;
  /** What is asked before each call; it may throw `crash()`. */
  beforeCall: () => void = () => undefined;
  /** Items that one step takes away before its time is up: a step that finds nothing has always enough. */
  patience = 1_000;
  #left = 0;

  readonly client = {
    send: async (command: { readonly input: object }) => {
      this.beforeCall();
      this.#note(command);
      return this.#table.send(command as PutItemCommand); // whichever it is
    },
  } as unknown as DynamoDBClient; // the stores use nothing else of it

  static crash(): never {
    throw new Crash('killed');
  }

  /** Every key that is there, of one tenant. */
  keysOf(tenantId: string): string[] {
    return [...this.#keys].filter((key) => key.startsWith(`T#${tenantId}#`)).sort();
  }

  async put(partitionKey: string, sort: string, attributes: Record<string, { S: string } | { N: string }> = {}) {
    const Item = { pk: { S: partitionKey }, sk: { S: sort }, ...attributes };
    this.#keys.add(`${partitionKey} ${sort}`);
    await this.#table.send(new PutItemCommand({ TableName: 'baton', Item }));
  }

  deletion(): Promise<Deletion | undefined> {
    return new DeletionStore(this.#table, 'baton', TENANT).get();
  }

  /** Notes that the tenant is to go, as its closing does, and hands the request over, as the relay does. */
  async begin(): Promise<void> {
    const deletion: Deletion = {
      tenantId: TENANT,
      version: 1,
      status: 'stopping',
      requestedAt: this.now,
      receiptHash: hashReceipt('a'),
      itemsRemoved: 0,
      quietPasses: 0,
    };
    const store = new DeletionStore(this.#table, 'baton', TENANT);
    const tenant = `T#${TENANT}#account#tenant`;
    const [keys, caller] = [`T#${TENANT}#account#api-keys`, { id: 'key_1', version: 1 }];
    await this.put(tenant, TENANT, { version: { N: '1' } });
    await this.put(keys, caller.id, { version: { N: '1' } });
    if (!(await store.begin(deletion, { tenantVersion: 1, caller, otherKeyIds: [] }))) throw new Error('not begun');
    this.#keys.delete(`${tenant} ${TENANT}`);
    this.#keys.delete(`${keys} ${caller.id}`);
    this.queue.push({ request: { tenantId: TENANT, version: 1 }, at: this.now });
  }

  /** Works off the next message. What crashes is given again, as a queue does. `false`: there is none. */
  async step(): Promise<boolean> {
    this.queue.sort((a, b) => (a.at < b.at ? -1 : 1));
    const message = this.queue.shift();
    if (message === undefined) return false;
    if (message.at > this.now) this.now = message.at;
    try {
      await workDeletion(this.#desk(), message.request);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      this.queue.push({ ...message, at: addSeconds(this.now, 1) });
    }
    return true;
  }

  async run(): Promise<void> {
    for (let steps = 0; await this.step(); steps++) {
      if (steps > 5_000) throw new Error('it does not end');
    }
  }

  #desk(): DeletionDesk {
    return {
      deletionOf: (tenantId) => new DeletionStore(this.client, 'baton', tenantId),
      remainsOf: (tenantId) => new Remains(this.client, 'baton', tenantId),
      forgetSignUp: (signUp) => forgetPlatformEntry(this.client, 'baton', signUp),
      schedules: {
        removeOfHandoff: async (handoffId) => this.#unschedule(handoffId),
        removeOfReviews: async ({ mode }) => this.#unschedule(`rev ${mode}`),
        removeOfDelivery: async ({ eventId, at }) => this.#unschedule(`dlv ${eventId} ${at}`),
      },
      queue: {
        send: async (request, options) => {
          this.beforeCall();
          this.queue.push({ request, at: addSeconds(this.now, options?.delaySeconds ?? 0) });
        },
      },
      now: () => this.now,
      startTimer: () => {
        this.#left = this.patience;
        return () => this.#left > 0;
      },
      pauseSeconds: PAUSE_SECONDS,
    };
  }

  #unschedule(name: string): void {
    this.beforeCall();
    this.schedules.delete(name);
    this.log.push(`${this.now} unscheduled ${name}`);
  }

  #note({ input }: { readonly input: object }): void {
    const requests = Object.values((input as { RequestItems?: Record<string, unknown> }).RequestItems ?? {}).flat();
    for (const request of requests as { PutRequest?: { Item: Keyed }; DeleteRequest?: { Key: Keyed } }[]) {
      const { PutRequest, DeleteRequest } = request;
      if (PutRequest !== undefined) this.#keys.add(nameOf(PutRequest.Item));
      if (DeleteRequest === undefined) continue;
      this.#left -= 1;
      this.#keys.delete(nameOf(DeleteRequest.Key));
      this.log.push(`${this.now} removed ${nameOf(DeleteRequest.Key)}`);
    }
  }
}

interface Keyed {
  readonly pk: { readonly S: string };
  readonly sk: { readonly S: string };
}

function nameOf({ pk, sk }: Keyed): string {
  return `${pk.S} ${sk.S}`;
}

/** A tenant with something in every partition that there can be, `each` items in those of parents and handoffs. */
export async function furnish(erasure: Erasure, tenantId: string, each: number): Promise<void> {
  for (const world of [...MODES, 'account'] as const) {
    const plain = fixedPartitions(world).filter((name) => name !== 'removed' && !isParent(name));
    await fill(erasure, `T#${tenantId}#${world}#`, plain, 1);
  }
  for (const mode of MODES) {
    const prefix = `T#${tenantId}#${mode}#`;
    if (tenantId === TENANT) erasure.schedules.add(`rev ${mode}`);
    for (const parent of PARENT_KINDS) await furnishParents(erasure, prefix, parent, each);
    for (let index = 0; index < HANDOFFS; index++) {
      const id = `hnd_${mode}${index}`;
      await fill(erasure, prefix, partitionsOf('handoffs', id), each);
      const indexed = { id: { S: id }, tenantKey: { S: `${prefix}all` } };
      await erasure.put(`${prefix}handoff#${id}`, 'state', indexed);
      if (tenantId === TENANT) erasure.schedules.add(id);
    }
  }
}

/** One that is there, and one that was removed, both with partitions of their own. */
async function furnishParents(erasure: Erasure, prefix: string, parent: ParentKind, each: number): Promise<void> {
  await erasure.put(`${prefix}${parent}`, `${parent}-there`, { version: { N: '1' } });
  await erasure.put(`${prefix}removed`, `${parent}#${parent}-gone`);
  for (const id of [`${parent}-there`, `${parent}-gone`]) await fill(erasure, prefix, partitionsOf(parent, id), each);
}

async function fill(erasure: Erasure, prefix: string, partitions: readonly string[], each: number): Promise<void> {
  for (const partition of partitions) {
    for (let index = 0; index < each; index++) await erasure.put(`${prefix}${partition}`, `item#${index}`);
  }
}
