import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/stack.ts';

const DEMO = fileURLToPath(new URL('../../../scripts/demo/main.ts', import.meta.url));

interface RunningDemo {
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
  /** The only place where it may leave something. */
  readonly folder: string;
  output(): string;
}

function startDemo(args: readonly string[] = [], environment: Readonly<Record<string, string>> = {}): RunningDemo {
  const folder = temporaryFolder();
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  let output = '';
  const child = spawn(process.execPath, [DEMO, ...args], {
    env: { ...process.env, TMPDIR: temporary, NO_COLOR: '1', ...environment },
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });
  return { process: child, ended, folder: temporary, output: () => output };
}

/** The address of the demo's stack, once it is up. */
async function stackOf(demo: RunningDemo): Promise<string> {
  return await eventually(
    'the stack of the demo is up',
    () => /http:\/\/127\.0\.0\.1:\d+(?=\n)/.exec(demo.output())?.[0],
  );
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`)).ok;
  } catch {
    return false;
  }
}

describe('npm run demo', () => {
  it('shows the whole main job, says how late the breach was known, and leaves nothing behind', async () => {
    const demo = startDemo(['--runs', '2']);
    const url = await stackOf(demo);
    expect(await demo.ended, demo.output()).toBe(0);
    expect(demo.output()).toMatch(/The median breach of 2 reached the receiver \d+\.\d\d s after its deadline/);
    expect(demo.output()).not.toContain('✗');
    expect(await answers(url)).toBe(false);
    expect(readdirSync(demo.folder)).toEqual([]);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends its stack and removes its folder on %s', async (signal, code) => {
    const demo = startDemo();
    const url = await stackOf(demo);
    demo.process.kill(signal);
    expect(await demo.ended, demo.output()).toBe(code);
    expect(await answers(url)).toBe(false);
    expect(readdirSync(demo.folder)).toEqual([]);
  });

  it('leaves no stack running when it is killed without warning', async () => {
    const demo = startDemo();
    const url = await stackOf(demo);
    expect(await answers(url)).toBe(true);
    demo.process.kill('SIGKILL');
    await demo.ended;
    await eventually('the stack has ended', async () => !(await answers(url)));
  });

  it('fails, and says at which step, when the stack cannot start', async () => {
    const demo = startDemo([], { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1' });
    expect(await demo.ended).toBe(1);
    expect(demo.output()).toContain('✗ Start a throw-away Baton');
    expect(demo.output()).toContain('Nothing answers at AWS_ENDPOINT_URL_DYNAMODB');
  });

  it('refuses options that make no sense with exit code 2, and starts nothing', async () => {
    const demo = startDemo(['--runs', 'many']);
    expect(await demo.ended).toBe(2);
    expect(demo.output()).toContain('--runs takes a number');
  });
});
