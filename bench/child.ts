import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';

/**
 * Runs one bundled handler in a process of its own, as Lambda would: `cold` answers the time from the start of the import
 * to the handler being there, and to its first answer; `warm` answers the CPU time of one call.
 */
const taskSchema = z.object({
  mode: z.enum(['cold', 'warm']),
  file: z.string(),
  event: z.record(z.string(), z.unknown()),
  warmUp: z.number().int(),
  calls: z.number().int(),
});

const task = taskSchema.parse(JSON.parse(readFileSync(0, 'utf8')));
const startedAt = performance.now();
const startedCpu = process.cpuUsage();
const { handler } = (await import(pathToFileURL(task.file).href)) as {
  handler: (event: unknown, context: unknown) => Promise<{ statusCode: number; body: string }>;
};
const initMs = performance.now() - startedAt;

async function call(): Promise<void> {
  const { statusCode, body } = await handler(task.event, {});
  if (statusCode !== 201) throw new Error(`answered ${statusCode}: ${body}`);
}

if (task.mode === 'cold') {
  await call();
  const { user, system } = process.cpuUsage(startedCpu);
  const answer = { initMs, firstAnswerMs: performance.now() - startedAt, cpuMs: (user + system) / 1000 };
  process.stdout.write(JSON.stringify(answer));
} else {
  for (let index = 0; index < task.warmUp; index++) await call();
  const before = process.cpuUsage();
  for (let index = 0; index < task.calls; index++) await call();
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(JSON.stringify({ cpuMsPerCall: (user + system) / 1000 / task.calls }));
}
process.exit(0);
