import { nearestOf } from '#domain/nearest.ts';
import { VERSION } from '#sdk/index.ts';
import { type Command, GLOBAL_OPTIONS, type Invocation } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { connect } from './connect.ts';
import { EXIT, type ExitCode, failureJson, failureText, UsageError } from './failure.ts';
import { commandHelp, groupHelp } from './help.ts';
import { parseOptions, type Values } from './options.ts';
import { printable, type Terminal } from './terminal.ts';

/** Runs what the words after `baton` say. Never throws; what went wrong is told on standard error. */
export async function runCli(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    return await dispatch(argv, terminal);
  } catch (error) {
    if (terminal.signal.aborted) return EXIT.interrupted;
    const isJson = argv.includes('--json');
    terminal.err(isJson ? `${JSON.stringify(failureJson(error))}\n` : failureText(error));
    return error instanceof UsageError ? EXIT.usage : EXIT.refused;
  }
}

async function dispatch(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const places = wordsOf(argv);
  const words = places.map(({ word }) => word);
  const command = COMMANDS.find(({ name }) => name === words.slice(0, name.split(' ').length).join(' '));
  if (command !== undefined) {
    const named = new Set(places.slice(0, command.name.split(' ').length).map(({ index }) => index));
    const rest = argv.filter((_, index) => !named.has(index));
    return await runCommand(command, rest, terminal);
  }
  const [group = ''] = words;
  const isGroup = COMMANDS.some(({ name }) => name.startsWith(`${group} `));
  const wantsHelp = argv.some((word) => word === '--help' || word === '-h') || words.length === 0;
  if (argv.includes('--version')) {
    terminal.out(`${VERSION}\n`);
    return EXIT.ok;
  }
  if ((wantsHelp && (group === '' || isGroup)) || (isGroup && words.length === 1)) {
    terminal.out(groupHelp(COMMANDS, group));
    return wantsHelp && argv.length > words.length ? EXIT.ok : EXIT.usage;
  }
  const known = isGroup ? `baton ${group} --help` : 'baton --help';
  const meant = meantBy(words);
  const hint = meant === undefined ? '' : ` Did you mean \`baton ${meant}\`?`;
  throw new UsageError(`There is no command ${words.slice(0, 2).join(' ')}.${hint} See \`${known}\`.`);
}

/** The command or group that was probably meant. */
function meantBy(words: readonly string[]): string | undefined {
  const names = COMMANDS.map(({ name }) => name);
  const groups = names.flatMap((name) => (name.includes(' ') ? [name.slice(0, name.indexOf(' '))] : []));
  const [first = '', second] = words;
  return (
    (second === undefined ? undefined : nearestOf(`${first} ${second}`, names)) ??
    nearestOf(first, [...names.filter((name) => !name.includes(' ')), ...new Set(groups)])
  );
}

/** The words that are no options, nor values of options that every command has, which may stand before its name. */
function wordsOf(argv: readonly string[]): { readonly word: string; readonly index: number }[] {
  return argv.flatMap((word, index) => {
    const option = /^--([a-z-]+)$/.exec(argv[index - 1] ?? '')?.[1] ?? '';
    const isValue = Object.hasOwn(GLOBAL_OPTIONS, option) && GLOBAL_OPTIONS[option]?.type === 'string';
    return word.startsWith('-') || isValue ? [] : [{ word, index }];
  });
}

async function runCommand(command: Command, argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = parseOptions(command, argv);
  if (values['help'] === true) {
    terminal.out(commandHelp(command));
    return EXIT.ok;
  }
  const { min, max } = command.takes ?? { min: 0, max: 0 };
  if (positionals.length < min || positionals.length > max) {
    throw new UsageError(`Usage: baton ${command.name} ${command.usage ?? ''}. See \`baton ${command.name} --help\`.`);
  }
  return await command.run(invocationOf(terminal, values, positionals));
}

function invocationOf(terminal: Terminal, values: Values, args: readonly string[]): Invocation {
  const isJson = values['json'] === true;
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    terminal,
    args,
    text,
    texts: (name) => [values[name] ?? []].flat().filter((value) => typeof value === 'string'),
    flag: (name) => values[name] === true,
    connect: () => connect(terminal, { profile: text('profile'), url: text('url'), apiKey: text('api-key') }),
    show(value, human) {
      terminal.out(isJson ? `${JSON.stringify(value)}\n` : `${human()}\n`);
    },
    tell(message) {
      if (!isJson) terminal.err(`${printable(message)}\n`);
    },
  };
}
