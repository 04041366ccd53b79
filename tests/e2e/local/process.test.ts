import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { stackEnvironment, startTestStack, TEST_FUNCTIONS, temporaryFolder } from '../support/stack.ts';

const MAIN = fileURLToPath(new URL('../../../packages/local/main.ts', import.meta.url));
const OPTIONS = { functionsDir: TEST_FUNCTIONS };

/** Runs `main.ts` to its end and answers what it printed and its exit code. */
async function runMain(environment: Readonly<Record<string, string>>, args: readonly string[] = []) {
  const child = spawn(process.execPath, [MAIN, ...args], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout, stderr };
}

function dataFolder(): string {
  const folder = temporaryFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  return folder;
}

/** The processes whose command line names `text`. */
function processesNaming(text: string): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
      } catch {
        return false; // it has ended since
      }
    })
    .map(Number);
}

describe('the stack as a process', () => {
  test('ends on SIGTERM with code 0, finishing what is under way, and leaves nothing behind', async () => {
    const stack = await startTestStack(OPTIONS);
    const slow = fetch(`${stack.url}/slow`);
    await fetch(`${stack.url}/v1`); // by now the slow request has been taken
    const code = stack.stop();
    expect(await (await slow).text()).toBe('slept');
    expect(await code).toBe(0);
    expect(stack.output()).toMatch(/Ended\.\n$/);
    await eventually('the engine is gone', () => processesNaming(stack.dataDir).length === 0);
  });

  test('does not leave its engine behind after kill -9', async () => {
    const stack = await startTestStack(OPTIONS);
    expect(processesNaming(stack.dataDir).length).toBeGreaterThan(0);
    await stack.kill9();
    await eventually('the engine is gone', () => processesNaming(stack.dataDir).length === 0);
  });

  test('ends with code 1 and says why when its engine dies', async () => {
    const stack = await startTestStack(OPTIONS);
    const engine = processesNaming(stack.dataDir).find((pid) => readlinkSync(`/proc/${pid}/exe`).endsWith('/dynoxide'));
    process.kill(engine ?? 0, 'SIGKILL');
    await eventually('it has said so', () => stack.output().includes('the DynamoDB engine ended by itself'));
    await eventually('it is gone', () => processesNaming(MAIN).every((pid) => pid !== stack.pid));
  });

  test('says in one line that another stack has the folder, and does it no harm', async () => {
    const stack = await startTestStack(OPTIONS);
    const second = await runMain(stackEnvironment(stack.dataDir, OPTIONS));
    expect(second.code).toBe(1);
    expect(second.stderr.trim()).toMatch(
      new RegExp(`^Another Baton stack \\(process ${stack.pid}, .*\\) uses the data folder .*BATON_DATA_DIR`),
    );
    expect(second.stderr.trim()).not.toContain('\n');
    expect((await fetch(`${stack.url}/v1`)).status).toBe(200);
  });

  test('starts again on a folder whose stack was killed', async () => {
    const stack = await startTestStack(OPTIONS);
    await stack.kill9();
    await stack.restart();
    expect((await fetch(`${stack.url}/v1`)).status).toBe(200);
  });

  test('ends itself when the npm that started it is killed', async () => {
    const folder = dataFolder();
    const ready = join(folder, 'ready.json');
    const environment = { ...stackEnvironment(join(folder, 'data'), OPTIONS), BATON_READY_FILE: ready };
    const parent = spawnParent({ ...environment, npm_lifecycle_event: 'start' });
    const { pid } = await eventually('the stack is up', () => {
      try {
        const content: { pid: number } = JSON.parse(readFileSync(ready, 'utf8'));
        return content;
      } catch {
        return undefined;
      }
    });
    parent.kill('SIGKILL');
    await eventually('the stack is gone', () => !processesNaming(MAIN).includes(pid));
    await eventually('the engine is gone', () => processesNaming(folder).length === 0);
  });
});

/** A stand-in for npm: a process that runs the stack by a shell, which does more after it and so stays. */
function spawnParent(environment: Readonly<Record<string, string>>): ChildProcess {
  const command = `'${process.execPath}' '${MAIN}'; exit $?`;
  const script = `require('node:child_process').spawn('/bin/sh', ['-c', ${JSON.stringify(command)}], { stdio: 'ignore' });`;
  const parent = spawn(process.execPath, ['-e', script], { env: environment, stdio: 'ignore' });
  onTestFinished(() => void parent.kill('SIGKILL'));
  return parent;
}

describe('a stack that cannot start', () => {
  test('says which port is taken and how to choose another', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await eventually('the port is taken', () => server.listening);
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const folder = dataFolder();
    const { code, stdout, stderr } = await runMain({ ...stackEnvironment(folder, OPTIONS), PORT: String(port) });
    expect({ code, stdout, stderr: stderr.trim() }).toEqual({
      code: 1,
      stdout: '', // nothing was started for its sake
      stderr: `Port ${port} is taken. Stop what listens there, or choose another: PORT=${port + 1} npm start`,
    });
    await eventually('the engine is gone', () => processesNaming(folder).length === 0);
  });

  test('says that PORT is no port', async () => {
    const { code, stderr } = await runMain({ ...stackEnvironment(dataFolder()), PORT: 'eighty' });
    expect({ code, stderr: stderr.trim() }).toEqual({
      code: 1,
      stderr: 'PORT must be a number from 0 to 65535, not "eighty".',
    });
  });

  test('says that the data folder cannot be written', async () => {
    const file = join(dataFolder(), 'file');
    writeFileSync(file, '');
    const { code, stderr } = await runMain(stackEnvironment(join(file, 'data'), OPTIONS));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The data folder .* cannot be written .*BATON_DATA_DIR\.\n$/);
  });

  test('says that nothing answers where the user said DynamoDB is', async () => {
    const environment = { ...OPTIONS, environment: { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9' } };
    const { code, stderr } = await runMain(stackEnvironment(dataFolder(), environment));
    expect(code).toBe(1);
    expect(stderr.trim()).toBe(
      'Nothing answers at AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:9. Start that engine, or unset it.',
    );
  });

  test('names the function that is missing', async () => {
    const folder = dataFolder();
    mkdirSync(join(folder, 'functions'));
    const options = { functionsDir: join(folder, 'functions') };
    const { code, stderr } = await runMain(stackEnvironment(join(folder, 'data'), options));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The function \w+ is missing: there is no .*\.ts\.\n$/);
  });

  test('explains itself on --help without starting anything', async () => {
    const folder = join(dataFolder(), 'data');
    const { code, stdout } = await runMain(stackEnvironment(folder), ['--help']);
    expect(code).toBe(0);
    for (const name of ['PORT', 'BATON_DATA_DIR', 'BATON_STRICT_EGRESS']) expect(stdout).toContain(name);
    expect(readdirSync(join(folder, '..'))).toEqual([]);
  });
});

describe('the environment of the functions', () => {
  test('points every AWS client at this machine, whatever the user has set up for AWS', async () => {
    const stack = await startTestStack({
      ...OPTIONS,
      environment: { AWS_PROFILE: 'production', AWS_SESSION_TOKEN: 'a token', AWS_ACCESS_KEY_ID: 'a key' },
    });
    const response = await fetch(`${stack.url}/environment`);
    const environment = (await response.json()) as Record<string, string>;
    expect(environment).not.toHaveProperty('AWS_PROFILE');
    expect(environment).not.toHaveProperty('AWS_SESSION_TOKEN');
    expect(environment).toMatchObject({
      AWS_ACCESS_KEY_ID: 'local',
      AWS_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      BATON_TABLE: 'baton',
      BATON_EGRESS: 'loopback',
      BATON_DEADLINE_QUEUE_URL: stack.queueUrl('baton-deadlines'),
    });
    const endpoints = Object.entries(environment).filter(([name]) => name.startsWith('AWS_ENDPOINT_URL'));
    expect(endpoints).toHaveLength(6);
    for (const [, url] of endpoints) expect(new URL(url).hostname).toBe('127.0.0.1');
  });

  test('is strict about webhook receivers when BATON_STRICT_EGRESS=1', async () => {
    const stack = await startTestStack({ ...OPTIONS, environment: { BATON_STRICT_EGRESS: '1' } });
    const environment = (await (await fetch(`${stack.url}/environment`)).json()) as Record<string, string>;
    expect(environment['BATON_EGRESS']).toBe('strict');
  });
});
