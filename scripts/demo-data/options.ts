import { parseArgs } from 'node:util';

/** What the command line asks for. */
export type Options =
  | { readonly kind: 'run'; readonly run: RunOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'mistake'; readonly message: string };

export interface RunOptions {
  /** Of a Baton that runs already; undefined: one is started, and stays until it is interrupted. */
  readonly url: string | undefined;
  readonly dataDir: string;
  readonly seed: number;
  readonly months: number;
  readonly handoffs: number;
  /** The last month, `2026-10`; undefined: the one before this. */
  readonly until: string | undefined;
  /** Ends the stack that it started, once all is told. */
  readonly exit: boolean;
}

const MOST_MONTHS = 24;
const MOST_HANDOFFS = 50_000;

/** Where the data of the stack that is started is, unless it is said. */
const DATA_DIR = '.baton/demo';

export const HELP = `A company to look at: half a year of its handoffs, with faults planted in them: npm run demo:data

  npm run demo:data                       5,000 handoffs over the six months before this one, in some ten minutes
  npm run demo:data -- --handoffs 1000 --months 4
                                          the smallest that shows all of it, in three to five minutes
  npm run demo:data -- --handoffs 300     a glance, in a minute: too few for most of the faults
  npm run demo:data -- --url http://127.0.0.1:8787   in a Baton that runs already

  --seed 7             another number tells another story; the same one tells the same again
  --months 6           1 to ${MOST_MONTHS}; the fault in the onboarding contract is mended after three, so four show that
  --handoffs 5000      1 to ${MOST_HANDOFFS}; 250 a month show nearly always all, 700 always
  --until 2026-10      the last of the months; the one before this, if left out
  --url <address>      of the API; else a stack is started, which stays until Ctrl-C, even if the telling failed
  --data-dir <folder>  where the stack that it starts keeps its data; BATON_DATA_DIR if left out, or ${DATA_DIR}
  --exit               ends that stack as soon as all is told, or has failed; the data stays
  --help               this text

PORT is the port of the stack that it starts: 8787 if not said, 0 for any free one.
It signs up a tenant of its own and works in its test mode, through the public API alone; nothing else in that Baton is
touched. Ctrl-C ends it at any moment. What is told by then stays; another run begins anew, in another tenant.
Exit code 0 says that all was told and the faults were found, as far as there were handoffs enough for them; 1 that
something was not as it should be; 2 that the options make no sense.`;

const FLAGS = {
  url: { type: 'string' },
  'data-dir': { type: 'string' },
  seed: { type: 'string', default: '7' },
  months: { type: 'string', default: '6' },
  handoffs: { type: 'string', default: '5000' },
  until: { type: 'string' },
  exit: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Reads the arguments behind `npm run demo:data --`, and what the environment says of the stack. */
export function readOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): Options {
  try {
    const { values } = parseArgs({ args: [...args], options: FLAGS });
    if (values.help) return { kind: 'help' };
    const run = {
      url: addressOf(values.url),
      dataDir: values['data-dir'] ?? (environment['BATON_DATA_DIR'] || DATA_DIR),
      seed: wholeNumber('--seed', values.seed, 0, 999_999_999),
      months: wholeNumber('--months', values.months, 1, MOST_MONTHS),
      handoffs: wholeNumber('--handoffs', values.handoffs, 1, MOST_HANDOFFS),
      until: monthOf(values.until),
      exit: values.exit,
    };
    return { kind: 'run', run };
  } catch (error) {
    return { kind: 'mistake', message: error instanceof Error ? error.message : String(error) };
  }
}

function wholeNumber(name: string, text: string, low: number, high: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= low && number <= high) return number;
  throw new RangeError(`${name} takes a whole number from ${low} to ${high}, not ${JSON.stringify(text)}`);
}

function monthOf(text: string | undefined): string | undefined {
  if (text === undefined || /^20\d\d-(?:0[1-9]|1[0-2])$/.test(text)) return text;
  throw new RangeError(`--until takes a month such as 2026-10, not ${JSON.stringify(text)}`);
}

function addressOf(text: string | undefined): string | undefined {
  if (text === undefined || /^https?:\/\/[^/]/.test(text)) return text;
  throw new RangeError(`--url takes an address such as http://127.0.0.1:8787, not ${JSON.stringify(text)}`);
}

/** The first of so many months that end with `until`, or with the one before the month of `now`. */
export function firstMonthOf(until: string | undefined, months: number, now: Date): string {
  const last =
    until === undefined ? new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1)) : new Date(`${until}-01`);
  return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth() - months + 1)).toISOString().slice(0, 7);
}

/** The names of so many months, from the first on. */
export function monthsOf(firstMonth: string, months: number): readonly string[] {
  const [year = 0, month = 1] = firstMonth.split('-').map(Number);
  return Array.from({ length: months }, (_each, index) =>
    new Date(Date.UTC(year, month - 1 + index)).toISOString().slice(0, 7),
  );
}
