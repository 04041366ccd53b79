import { type ChildProcess, spawn } from 'node:child_process';

/** A child that dies with us, however we die. */
export interface GuardedProcess {
  /** Settles when the child has ended, with the last lines it wrote. */
  readonly ended: Promise<{ readonly code: number | null; readonly lastOutput: string }>;
  /** Ends the child and waits for its end. */
  end(): Promise<void>;
}

// A process cannot clean up after its own SIGKILL, but the kernel closes its pipes. The guard's watcher reads a pipe that
// only we hold open for writing; at its end the child is killed. `wait` makes the guard end when the child ends first.
const GUARD = `
exec 3<&0
"$@" 3<&- </dev/null &
child=$!
( exec </dev/null >/dev/null 2>&1; while read -r _ <&3; do :; done; kill -KILL "$child" ) &
watcher=$!
exec 3<&-
wait "$child"
code=$?
kill -KILL "$watcher" 2>/dev/null
exit "$code"
`;

const KEPT_OUTPUT = 4_000;

/** Starts `command` under the guard. The guard has its own session, so that Ctrl-C reaches us and not the child. */
export function startGuarded(command: string, args: readonly string[], cwd: string): GuardedProcess {
  const guard = spawn('/bin/sh', ['-c', GUARD, 'baton-guard', command, ...args], {
    cwd,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  guard.stdin.on('error', () => undefined); // the guard may end first; `ended` reports that
  const ended = whenEnded(guard);
  return {
    ended,
    async end() {
      guard.stdin.destroy();
      await ended;
    },
  };
}

function whenEnded(guard: ChildProcess): GuardedProcess['ended'] {
  let lastOutput = '';
  const keep = (chunk: Buffer): void => {
    lastOutput = (lastOutput + chunk.toString('utf8')).slice(-KEPT_OUTPUT);
  };
  guard.stdout?.on('data', keep);
  guard.stderr?.on('data', keep);
  return new Promise((resolve) => {
    guard.once('error', (error) => resolve({ code: null, lastOutput: error.message }));
    guard.once('close', (code) => resolve({ code, lastOutput: lastOutput.trim() }));
  });
}
