import { AsyncLocalStorage } from 'node:async_hooks';
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where the output of functions goes: one file per function. */
export interface FunctionLogs {
  /** Runs `work`; what it writes to stdout and stderr, now or later, goes to the log of `functionName`. */
  capture<T>(functionName: string, work: () => T): T;
  /** Writes a line of the platform's own into a function's log. */
  note(functionName: string, line: string): void;
  close(): void;
}

const KEPT_BYTES = 10 * 1024 * 1024;

/**
 * Captures at the process's streams rather than at `console`: loggers write to either. With `echo` everything also
 * appears where it would have.
 */
export function openFunctionLogs(folder: string, echo: boolean): FunctionLogs {
  mkdirSync(folder, { recursive: true });
  const current = new AsyncLocalStorage<string>();
  const started = new Set<string>();
  const append = (functionName: string, text: string | Uint8Array): void => {
    const file = join(folder, `${functionName}.log`);
    if (!started.has(functionName)) rotate(file);
    started.add(functionName);
    appendFileSync(file, text);
  };
  const restore = [process.stdout, process.stderr].map((stream) => {
    const original = stream.write;
    const write = function write(this: unknown, ...args: unknown[]): boolean {
      const functionName = current.getStore();
      const [chunk] = args;
      const isOutput = typeof chunk === 'string' || chunk instanceof Uint8Array;
      if (functionName !== undefined && isOutput) append(functionName, chunk);
      if (functionName === undefined || !isOutput || echo) return Reflect.apply(original, stream, args);
      const done = args.find((argument) => typeof argument === 'function');
      if (typeof done === 'function') process.nextTick(() => Reflect.apply(done, undefined, []));
      return true;
    };
    Reflect.set(stream, 'write', write);
    return () => Reflect.set(stream, 'write', original);
  });
  return {
    capture: (functionName, work) => current.run(functionName, work),
    note: (functionName, line) => append(functionName, `${line}\n`),
    close() {
      for (const undo of restore) undo();
    },
  };
}

/** Keeps one older file, so that a stack left running for weeks does not fill the disk at its next start. */
function rotate(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > KEPT_BYTES) renameSync(file, `${file}.1`);
}
