// A server whose deliveries never end, in a process of its own: `node hanging-server-process.ts <database file>`.
import { startEventServer } from '#local/eventbridge/server.ts';
import { ACCOUNT, REGION } from './names.ts';

const never = (): Promise<void> => new Promise(() => {});
const [, , databaseFile = ''] = process.argv;
const server = await startEventServer({
  accountId: ACCOUNT,
  region: REGION,
  databaseFile,
  invoke: never,
  sendMessage: never,
});
process.stdout.write(`${server.url}\n`);
