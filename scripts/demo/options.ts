import { parseArgs } from 'node:util';

/** What the command line asks for. */
export type Options =
  | { readonly kind: 'run'; readonly runs: number }
  | { readonly kind: 'help' }
  | { readonly kind: 'mistake'; readonly message: string };

const MOST_RUNS = 100;

export const HELP = `Baton's main job, end to end, on a throw-away stack of its own: npm run demo

  npm run demo                 one handoff, from sign-up to completion, through a breach
  npm run demo -- --runs 10    the breach ten times, and the median of how late it was known (1 to ${MOST_RUNS})
  npm run demo -- --help       this text

It needs nothing to be running, takes free ports of 127.0.0.1 and a temporary folder, and leaves neither behind.
Exit code 0 says that every step was really seen; 1 that one was not, and which; 2 that the options make no sense.

Environment:
  NO_COLOR                   no colours
  DYNAMODB_LOCAL_DIR         as for npm start: DynamoDB Local for Java, where the native engine is not there
  AWS_ENDPOINT_URL_DYNAMODB  as for npm start: a DynamoDB that runs already; the demo's table stays in it`;

/** Reads the arguments behind `npm run demo --`. */
export function readOptions(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { runs: { type: 'string', default: '1' }, help: { type: 'boolean', short: 'h', default: false } },
    });
    if (values.help) return { kind: 'help' };
    const runs = /^\d{1,3}$/.test(values.runs) ? Number(values.runs) : 0;
    if (runs >= 1 && runs <= MOST_RUNS) return { kind: 'run', runs };
    return {
      kind: 'mistake',
      message: `--runs takes a number from 1 to ${MOST_RUNS}, not ${JSON.stringify(values.runs)}`,
    };
  } catch (error) {
    return { kind: 'mistake', message: error instanceof Error ? error.message : String(error) };
  }
}
