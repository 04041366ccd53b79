import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { memoryDynamo } from './memory-dynamo.ts';

/** When the process ends: before or after the command of that number, counted from 1, has reached the table. */
export interface Death {
  readonly at: number;
  readonly when: 'before' | 'after';
}

/** A table in memory that counts what is sent to it, and under whose clients a process can end. */
export function journaledDynamo() {
  const table = memoryDynamo();
  let sent = 0;
  let death: Death | undefined;
  let turn = async (): Promise<void> => undefined;
  let isLost: (command: object) => boolean = () => false;
  const send = async (command: object): Promise<unknown> => {
    await turn();
    sent += 1;
    if (death !== undefined && (sent > death.at || (sent === death.at && death.when === 'before'))) throw gone();
    const answer = await table.send(command as never); // whichever it is
    if (isLost(command)) throw new Error('the connection was lost');
    if (death !== undefined && sent === death.at) throw gone();
    return answer;
  };
  return {
    client: { send } as unknown as DynamoDBClient, // the stores use nothing else of a client
    /** How many commands were sent since the last `reset`. */
    get sent() {
      return sent;
    },
    /** A new process begins: it dies as is said, or lives. */
    reset: (next?: Death) => {
      sent = 0;
      death = next;
    },
    /** Commands that reach the table, and whose answer does not come back. */
    loseAnswerOf: (which: (command: object) => boolean) => {
      isLost = which;
    },
    /** Every command waits for `next` before it is sent. */
    waitFor: (next: () => Promise<void>) => {
      turn = next;
    },
  };
}

function gone(): Error {
  return new Error('the process has ended');
}
