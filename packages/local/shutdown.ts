import { readFileSync } from 'node:fs';

/** Calls `ask` once, at the first sign that this process should end. */
export function onEndRequested(ask: (why: string) => void): void {
  let asked = false;
  const once = (why: string): void => {
    if (asked) return; // npm passes a Ctrl-C on that the terminal has already sent
    asked = true;
    ask(why);
  };
  process.on('SIGINT', () => once('SIGINT'));
  process.on('SIGTERM', () => once('SIGTERM'));
  process.on('SIGHUP', () => once('SIGHUP'));
  if (process.env['npm_lifecycle_event'] === 'start') watchStarter(() => once('npm has gone'));
}

const CHECK_MS = 200;

/**
 * npm signals only the shell it runs scripts by, and cannot pass SIGKILL on at all: without this the stack would outlive
 * it, holding its port. The shell outlives a killed npm too, so that its parent is watched as well as our own.
 */
function watchStarter(gone: () => void): void {
  const before = starters();
  const timer = setInterval(() => {
    if (starters() === before) return;
    clearInterval(timer);
    gone();
  }, CHECK_MS);
  timer.unref();
}

/** Our parent and, where that is a shell and the system tells, its parent. Changes when one of them ends. */
function starters(): string {
  const parent = process.ppid;
  try {
    // `pid (command) state ppid …`; a command may hold blanks and parentheses of its own.
    const stat = readFileSync(`/proc/${parent}/stat`, 'utf8');
    const command = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    const grandparent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
    return /^(sh|dash|bash|ash|zsh)$/.test(command) ? `${parent} ${grandparent}` : String(parent);
  } catch {
    return String(parent); // no /proc: there /bin/sh becomes its last command, and our parent is npm itself
  }
}
