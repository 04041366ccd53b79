import { realTerminal } from './real-terminal.ts';
import { runCli } from './run.ts';

process.exitCode = await runCli(process.argv.slice(2), realTerminal());
