import { REGION } from '../resources.ts';
import { makeQueuesFair } from './fair-queues.ts';
import { loadFauxqsParts } from './fauxqs-parts.ts';
import { keepMessageGroups } from './message-groups.ts';
import { openQueuePersistence } from './queue-persistence.ts';

/** An SQS that answers on loopback, with its queues and messages in a folder. */
export interface RunningQueues {
  readonly url: string;
  /** Where the queue of that name is, as the SDK wants it. */
  queueUrl(name: string): string;
  /** Lets waiting receives return now, so that no message is handed to a poller that is about to go. */
  releaseWaitingReceives(): void;
  close(): Promise<void>;
}

/** Starts SQS on a free port of 127.0.0.1, with every message of an earlier run in its queue. */
export async function startQueues(folder: string): Promise<RunningQueues> {
  const parts = await loadFauxqsParts();
  makeQueuesFair(parts);
  const stores = { sqsStore: new parts.SqsStore(), snsStore: new parts.SnsStore(), s3Store: new parts.S3Store() };
  stores.sqsStore.host = ''; // queue URLs then carry the address that was called, not a made-up host name
  const app = parts.buildApp({ logger: false, defaultRegion: REGION, stores });
  keepMessageGroups(parts, app);
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const persistence = openQueuePersistence(parts, folder);
  persistence.readdress(url);
  persistence.releaseInFlight();
  // Loaded before the stores know of it, as fauxqs does: loading would otherwise write, and a replaced queue row
  // cascades to its messages.
  persistence.manager.loadSqsAndSns(stores.sqsStore, stores.snsStore);
  stores.sqsStore.persistence = persistence.manager;
  for (const queue of stores.sqsStore.allQueues()) queue.persistence = persistence.manager;
  const queueUrl = (name: string): string => {
    const queue = stores.sqsStore.getQueueByName(name);
    if (queue === undefined) throw new Error(`there is no queue ${name}`);
    return queue.url;
  };
  return {
    url,
    queueUrl,
    releaseWaitingReceives: () => stores.sqsStore.shutdown(),
    async close() {
      await app.close();
      persistence.close();
    },
  };
}
