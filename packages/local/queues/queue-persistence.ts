import { DatabaseSync } from 'node:sqlite';
import type { FauxqsParts } from './fauxqs-parts.ts';

type Persistence = InstanceType<FauxqsParts['PersistenceManager']>;

/** fauxqs' persistence on `folder`, and the changes to its file that fauxqs itself does not make. */
export interface QueuePersistence {
  readonly manager: Persistence;
  /** Gives the queues of an earlier run the address of this one. To be called before they are loaded. */
  readdress(origin: string): void;
  /** Returns in-flight messages to their queues: every consumer ran in the process that has ended. Before loading. */
  releaseInFlight(): void;
  close(): void;
}

export function openQueuePersistence(parts: FauxqsParts, folder: string): QueuePersistence {
  const manager = new parts.PersistenceManager(folder);
  const database = databaseOf(manager);
  // Three commits per message in the process that also serves requests: flushing each to disk would stall it. What is
  // written outlives the process in any case; only a power cut can take the last messages, and the sweeper finds those.
  database.exec('PRAGMA synchronous = NORMAL');
  const release = database.prepare(
    'UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?',
  );
  // fauxqs' own version also blanks the receive count, which its schema forbids: the call fails and, until the next
  // start, the message is in no list. A visibility of 0 must return it at once and keep its count.
  manager.updateMessageReady = (messageId) => {
    release.run(messageId);
  };
  return {
    manager,
    readdress(origin) {
      const rename = database.prepare('UPDATE sqs_queues SET url = ? WHERE name = ?');
      for (const { name, url } of database.prepare('SELECT name, url FROM sqs_queues').all()) {
        if (typeof name === 'string' && typeof url === 'string') rename.run(origin + new URL(url).pathname, name);
      }
    },
    releaseInFlight() {
      database.exec('UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL');
    },
    close() {
      manager.close();
    },
  };
}

/** The open database of fauxqs' manager, which it keeps private: settings such as `synchronous` belong to a connection. */
function databaseOf(manager: Persistence): DatabaseSync {
  const database: unknown = Reflect.get(manager, 'db');
  if (!(database instanceof DatabaseSync))
    throw new Error('fauxqs keeps its database elsewhere: not the pinned version');
  return database;
}
