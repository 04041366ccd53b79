import { resolve } from 'node:path';
import type { Egress } from './environment.ts';
import { StartUpError } from './start-up-error.ts';

/** What the user may set, all by environment. */
export interface Options {
  readonly port: number;
  readonly dataDir: string;
  readonly egress: Egress;
  readonly echoLogs: boolean;
  /** A file to write the addresses to once the stack is ready; for programs that start it. */
  readonly readyFile: string | undefined;
  readonly functionsDir: string | undefined;
}

export const HELP = `Baton, the whole system on this machine: npm start

Environment:
  PORT                      port of the HTTP API on 127.0.0.1 (8787; 0 takes a free one)
  BATON_DATA_DIR            where everything is kept (.baton); remove the folder to begin anew
  BATON_STRICT_EGRESS=1     forbid webhook receivers on loopback, as in production
  BATON_LOG=debug           show the output of the functions; it is always kept in <data>/logs
  BATON_READY_FILE          write the addresses as JSON to this file when everything is up
  BATON_FUNCTIONS_DIR       run these functions instead of Baton's own
  AWS_ENDPOINT_URL_DYNAMODB use a DynamoDB that already runs
  DYNAMODB_LOCAL_DIR        use DynamoDB Local for Java from this folder

Ctrl-C or SIGTERM ends it; what is not finished goes on at the next start.`;

/** Reads the environment. Throws StartUpError naming the variable that makes no sense. */
export function readOptions(environment: Readonly<Record<string, string | undefined>>): Options {
  return {
    port: readPort(environment['PORT']),
    dataDir: resolve(environment['BATON_DATA_DIR'] || '.baton'),
    egress: readSwitch('BATON_STRICT_EGRESS', environment['BATON_STRICT_EGRESS']) ? 'strict' : 'loopback',
    echoLogs: readLog(environment['BATON_LOG']),
    readyFile: environment['BATON_READY_FILE'] || undefined,
    functionsDir: environment['BATON_FUNCTIONS_DIR'] ? resolve(environment['BATON_FUNCTIONS_DIR']) : undefined,
  };
}

function readPort(text: string | undefined): number {
  if (text === undefined || text === '') return 8787;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    throw new StartUpError(`PORT must be a number from 0 to 65535, not ${JSON.stringify(text)}.`);
  }
  return port;
}

function readLog(text: string | undefined): boolean {
  if (text === undefined || text === '') return false;
  if (text === 'debug') return true;
  throw new StartUpError(`BATON_LOG must be debug, or not set, not ${JSON.stringify(text)}.`);
}

/** A switch that is misspelt must not be taken for off: this one guards against private addresses. */
function readSwitch(name: string, text: string | undefined): boolean {
  switch (text) {
    case undefined:
    case '':
    case '0':
    case 'false':
      return false;
    case '1':
    case 'true':
      return true;
    default:
      throw new StartUpError(`${name} must be 1 or 0, not ${JSON.stringify(text)}.`);
  }
}
