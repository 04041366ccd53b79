import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ROOT } from '../../scripts/page-faults.ts';

/** The program of the guide, as it stands there. */
const PROGRAM = /```sh\n(export_baton\(\) [\s\S]+?)```/.exec(
  readFileSync(join(ROOT, 'docs/data-export.md'), 'utf8'),
)?.[1];

const line = (id: string) => `{"kind":"owner","data":{"id":"${id}"}}\n`;
const last = (cursor: string | null) => `{"kind":"cursor","nextCursor":${JSON.stringify(cursor)}}\n`;
const FIRST = line('own_1') + last('AQ-_b');
const SECOND = line('own_2') + last(null);

type Answer = Parameters<RequestListener>[1];
type Behaviour = (answer: Answer) => void;

const page =
  (text: string): Behaviour =>
  (answer) =>
    answer.end(text);
const refusal =
  (status: number, headers: Readonly<Record<string, string>> = {}): Behaviour =>
  (answer) =>
    answer.writeHead(status, headers).end('{"code":"told"}');
/** As long as was promised it is not. */
const cut: Behaviour = (answer) => {
  answer.writeHead(200, { 'content-length': '1000' }).write(line('own_lost') + last(null), () => answer.destroy());
};

interface Run {
  readonly code: number;
  readonly told: string;
  readonly asked: readonly string[];
  readonly pauses: readonly string[];
  readonly exported: string | undefined;
}

/** Runs the program against a server that answers so, one request after another. No time passes in its pauses. */
async function run(behaviours: readonly Behaviour[], before?: string): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-export-'));
  const asked: string[] = [];
  const server = createServer((request, answer) => {
    asked.push(request.url ?? '');
    (behaviours[asked.length - 1] ?? refusal(410))(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });
  const [sleep, pauses, file] = ['sleep', 'pauses', 'export.ndjson'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(sleep, `#!/bin/sh\necho "$1" >> '${pauses}'\n`);
  chmodSync(sleep, 0o755);
  writeFileSync(pauses, '');
  if (before !== undefined) writeFileSync(file, before);
  const env = {
    PATH: `${folder}:${process.env['PATH']}`,
    BATON_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    BATON_KEY: 'key',
  };
  const { code, told } = await new Promise<Pick<Run, 'code' | 'told'>>((resolve) => {
    execFile('sh', ['-c', PROGRAM ?? 'exit 99'], { cwd: folder, env }, (error, _out, err) =>
      resolve({ code: Number(error?.code ?? 0), told: err }),
    );
  });
  const exported = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  return { code, told, asked, exported, pauses: readFileSync(pauses, 'utf8').split('\n').slice(0, -1) };
}

describe('the program of the guide to exports', () => {
  test('takes page after page, each by the cursor of the one before, into a new file', async () => {
    const { code, exported, asked, told } = await run([page(FIRST), page(SECOND)], 'of last month\n');
    expect([code, exported]).toEqual([0, FIRST + SECOND]);
    expect(asked).toEqual(['/v1/tenant/export?limit=1000', '/v1/tenant/export?limit=1000&cursor=AQ-_b']);
    expect(told).toMatch(/exported +4 lines/);
  });

  test.each<[string, Behaviour, string]>([
    ['that was cut off', cut, '2'],
    ['without its last line', page(line('own_lost')), '2'],
    ['that is empty', page(''), '2'],
    ['in whose place came an error', refusal(500), '2'],
    ['that was refused for the rate, after Retry-After', refusal(429, { 'Retry-After': '7' }), '7'],
    ['to which the connection broke', (answer) => answer.destroy(), '2'],
  ])('asks again for a page %s, and keeps nothing of it', async (_, behaviour, pause) => {
    const { code, exported, asked, pauses } = await run([page(FIRST), behaviour, page(SECOND)]);
    expect([code, exported, pauses]).toEqual([0, FIRST + SECOND, [pause]]);
    expect(asked[2]).toBe(asked[1]);
  });

  test.each([401, 403, 404, 422])(
    'ends at a refusal with %d, says it, and leaves the file of before',
    async (status) => {
      const { code, exported, asked, told } = await run([page(FIRST), refusal(status)], 'of last month\n');
      expect([code, exported, asked.length]).toEqual([1, 'of last month\n', 2]);
      expect(told).toContain(`${status}: {"code":"told"}`);
    },
  );

  test('gives up after the sixth failure of one page, and says so', async () => {
    const { code, exported, told, pauses } = await run([page(FIRST), ...Array<Behaviour>(6).fill(refusal(503))]);
    expect([code, exported]).toEqual([1, undefined]);
    expect(pauses).toEqual(['2', '4', '6', '8', '10']);
    expect(told).toContain('gave up: curl ended with 0, status 503');
  });
});
