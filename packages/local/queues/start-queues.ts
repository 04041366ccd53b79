import { DEAD_LETTER_QUEUES, MAX_RECEIVE_COUNT, queueArn, REGION, WORK_QUEUES } from '../resources.ts';
import { loadFauxqsParts } from './fauxqs-parts.ts';
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
  const stores = { sqsStore: new parts.SqsStore(), snsStore: new parts.SnsStore(), s3Store: new parts.S3Store() };
  stores.sqsStore.host = ''; // queue URLs then carry the address that was called, not a made-up host name
  const app = parts.buildApp({ logger: false, defaultRegion: REGION, stores });
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

/** A queue to be there: its name and attributes. Dead-letter queues come before the queues that name them. */
export interface QueueDefinition {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Messages that nobody has dealt with are kept as long as SQS can: 14 days. */
const DEAD_LETTER_ATTRIBUTES = { MessageRetentionPeriod: String(14 * 24 * 60 * 60) };

/** Every queue of the system. `visibilitySeconds` is at least six times the timeout of the functions they feed. */
export function queueDefinitions(visibilitySeconds: number): readonly QueueDefinition[] {
  const work = Object.values(WORK_QUEUES);
  return [
    ...Object.values(DEAD_LETTER_QUEUES).map((name) => ({ name, attributes: DEAD_LETTER_ATTRIBUTES })),
    ...work.map((name) => ({ name: `${name}-dlq`, attributes: DEAD_LETTER_ATTRIBUTES })),
    ...work.map((name) => ({
      name,
      attributes: {
        VisibilityTimeout: String(visibilitySeconds),
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: queueArn(`${name}-dlq`),
          maxReceiveCount: MAX_RECEIVE_COUNT,
        }),
      },
    })),
  ];
}
