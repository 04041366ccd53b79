import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Where DynamoDB comes from on this machine. */
export type Engine =
  | { readonly kind: 'endpoint'; readonly url: string }
  | { readonly kind: 'dynoxide'; readonly binary: string }
  | { readonly kind: 'dynamodb-local'; readonly java: string; readonly folder: string }
  | { readonly kind: 'missing'; readonly message: string };

/** What the search depends on; the real machine by default. */
export interface Machine {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly architecture: string;
  /** The folder of an installed package, or undefined. */
  packageFolder(name: string): string | undefined;
  isExecutable(path: string): boolean;
  exists(path: string): boolean;
}

const VERSION = '1.2.1';

/**
 * Looks for a DynamoDB, in this order: an endpoint the user names, the native engine of this platform, DynamoDB Local
 * for Java. When there is none, the message says how to get one.
 */
export function findEngine(machine: Machine = thisMachine()): Engine {
  const endpoint = machine.environment['AWS_ENDPOINT_URL_DYNAMODB'];
  if (endpoint) return namedEndpoint(endpoint);
  const packageName = `@dynoxide/${machine.platform}-${machine.architecture}`;
  const folder = machine.packageFolder(packageName);
  if (folder !== undefined) {
    const binary = join(folder, machine.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide');
    if (machine.isExecutable(binary)) return { kind: 'dynoxide', binary };
  }
  return dynamodbLocal(machine) ?? { kind: 'missing', message: missingMessage(machine, packageName) };
}

function namedEndpoint(endpoint: string): Engine {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return { kind: 'missing', message: `AWS_ENDPOINT_URL_DYNAMODB is not an http(s) address: ${endpoint}` };
  }
  if (/(^|\.)amazonaws\.com(\.cn)?\.?$|(^|\.)api\.aws\.?$/i.test(url.hostname)) {
    return {
      kind: 'missing',
      message: `AWS_ENDPOINT_URL_DYNAMODB names AWS itself (${url.hostname}). The local stack never contacts AWS; unset it.`,
    };
  }
  return { kind: 'endpoint', url: url.origin };
}

function dynamodbLocal(machine: Machine): Engine | undefined {
  const folder = machine.environment['DYNAMODB_LOCAL_DIR'];
  if (!folder || !machine.exists(join(folder, 'DynamoDBLocal.jar'))) return undefined;
  const home = machine.environment['JAVA_HOME'];
  const candidates = [
    ...(home ? [join(home, 'bin', 'java')] : []),
    ...(machine.environment['PATH'] ?? '').split(':').map((entry) => join(entry || '.', 'java')),
  ];
  const java = candidates.find((candidate) => machine.isExecutable(candidate));
  return java === undefined ? undefined : { kind: 'dynamodb-local', java, folder };
}

function missingMessage(machine: Machine, packageName: string): string {
  return [
    `No DynamoDB engine was found for ${machine.platform}-${machine.architecture}. One of these gives you one:`,
    `  1. npm install --no-save ${packageName}@${VERSION}`,
    '  2. Java and the DynamoDB Local download: DYNAMODB_LOCAL_DIR=/where/it/was/unpacked npm start',
    '  3. any DynamoDB with streams that already runs: AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:8000 npm start',
  ].join('\n');
}

function thisMachine(): Machine {
  const resolver = createRequire(import.meta.url);
  return {
    environment: process.env,
    platform: process.platform,
    architecture: process.arch,
    packageFolder(name) {
      try {
        return dirname(resolver.resolve(`${name}/package.json`));
      } catch {
        return undefined; // an optional dependency: npm leaves it out on other platforms
      }
    },
    isExecutable(path) {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    },
    exists: existsSync,
  };
}
