import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { standsBefore } from './aside.ts';
import { isRead } from './held-write.ts';
import type { RecentReads } from './recent-reads.ts';
import { isRefusal } from './unanswered-writes.ts';

/** A client for the stores of one request, and whether anything was written by it. */
export class WatchedWrites {
  readonly client: DynamoDBClient;
  #hasWritten = false;

  constructor(client: DynamoDBClient) {
    const send = async (command: unknown, ...rest: unknown[]): Promise<unknown> => {
      const sent = (client.send as (...args: unknown[]) => Promise<unknown>).call(client, command, ...rest);
      if (isRead(command)) return sent;
      try {
        const answer = await sent;
        this.#hasWritten = true;
        return answer;
      } catch (error) {
        if (!isRefusal(error)) this.#hasWritten = true;
        throw error;
      }
    };
    this.client = { send } as unknown as DynamoDBClient; // the stores use nothing else of a client
    standsBefore(this.client, client);
  }

  /** Something was written, or may have been: a write had no answer. */
  get hasWritten(): boolean {
    return this.#hasWritten;
  }

  remembering(shared: RecentReads): RecentReads {
    return shared;
  }
}
