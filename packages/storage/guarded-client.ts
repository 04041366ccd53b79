import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { checkCommand } from './guarded-command.ts';
import type { Walls } from './walls.ts';

/**
 * A client whose every command is looked through before it is sent: each key, each value that an index is partitioned by,
 * each place to go on from. Stores name no tenant anyway (`TenantTable`); this holds even where one of them is wrong.
 *
 * @throws ForeignKeyError from `send`, for whatever is outside of the walls, and for commands that are not known
 */
export function guardedClient(client: DynamoDBClient, walls: Walls): DynamoDBClient {
  const send = async (command: unknown, ...rest: unknown[]) => {
    checkCommand(command, walls);
    return (client.send as (...args: unknown[]) => Promise<unknown>).call(client, command, ...rest);
  };
  return { send } as unknown as DynamoDBClient; // the stores use nothing of it but `send`
}
