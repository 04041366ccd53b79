import { AsyncLocalStorage } from 'node:async_hooks';
import * as z from 'zod';
import { once } from '#domain/once.ts';
import type { FauxqsParts } from './fauxqs-parts.ts';

type Store = FauxqsParts['SqsStore'];

/** The bodies of the requests that are being answered. */
const requests = new AsyncLocalStorage<unknown>();

const made = new WeakSet<Store>();

/**
 * Lets messages of standard queues keep their group, which fauxqs knows on FIFO queues only: the group is looked up in the
 * request by the body that the message is made of.
 */
export function keepMessageGroups({ SqsStore }: FauxqsParts, app: ReturnType<FauxqsParts['buildApp']>): void {
  app.addHook('preHandler', (request, _reply, done) => requests.run(request.body, done));
  if (made.has(SqsStore)) return;
  made.add(SqsStore);
  const createMessage = SqsStore.createMessage;
  SqsStore.createMessage = (body, attributes, delaySeconds, group = groupOf(body), deduplicationId?) =>
    createMessage(body, attributes, delaySeconds, group, deduplicationId);
}

const entrySchema = once(() => z.object({ MessageBody: z.string(), MessageGroupId: z.string().optional() }));
const batchSchema = once(() => z.object({ Entries: z.array(entrySchema()) }));
const requestSchema = once(() => z.union([batchSchema(), entrySchema().transform((entry) => ({ Entries: [entry] }))]));

function groupOf(body: string): string | undefined {
  const { data: request } = requestSchema().safeParse(requests.getStore());
  return request?.Entries.find(({ MessageBody }) => MessageBody === body)?.MessageGroupId;
}
