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
  if (process.env['npm_lifecycle_event'] === 'start') watchParent(() => once('npm has gone'));
}

const PARENT_CHECK_MS = 500;

/** npm passes SIGTERM on but cannot pass SIGKILL on; without this the stack would outlive it, holding its port. */
function watchParent(gone: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, PARENT_CHECK_MS);
  timer.unref();
}
