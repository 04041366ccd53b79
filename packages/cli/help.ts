import { type Command, GLOBAL_OPTIONS, type Option } from './command.ts';

const CODES =
  '0 done   1 refused or failed   2 called wrongly   3 the plan has changes (--detailed-exitcode)   130 interrupted';

/** The help of a group of commands: all of them, or those whose names begin with `prefix`. */
export function groupHelp(commands: readonly Command[], prefix = ''): string {
  const own = commands.filter(({ name }) => prefix === '' || name.startsWith(`${prefix} `));
  const examples = own.flatMap((command) => command.examples.slice(0, 1));
  return [
    `Usage: baton ${prefix === '' ? '' : `${prefix} `}<command> [options]`,
    '',
    'Commands:',
    ...table(own.map(({ name, summary }) => [name, summary])),
    '',
    'Examples:',
    ...table((prefix === '' ? examples.slice(0, 6) : examples).map(([call, does]) => [`baton ${call}`, does])),
    '',
    `Every command has --help. Exit codes: ${CODES}`,
    '',
  ].join('\n');
}

export function commandHelp(command: Command): string {
  const usage = command.usage === undefined ? '' : ` ${command.usage}`;
  const options = Object.entries(command.options ?? {});
  return [
    `${command.summary}.`,
    '',
    `Usage: baton ${command.name}${usage} [options]`,
    '',
    ...(command.notes === undefined ? [] : [command.notes, '']),
    ...(options.length === 0 ? [] : ['Options:', ...table(options.map(optionLine)), '']),
    'Options of every command:',
    ...table(Object.entries(GLOBAL_OPTIONS).map(optionLine)),
    '',
    'Examples:',
    ...table(command.examples.map(([call, does]) => [`baton ${call}`, does])),
    '',
    `Exit codes: ${CODES}`,
    '',
  ].join('\n');
}

function optionLine([name, { short, value, multiple, about }]: readonly [string, Option]): readonly [string, string] {
  const names = `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
  return [names, multiple === true ? `${about}; may be repeated` : about];
}

/** Rows of two columns, indented; a long first column has a line of its own. */
function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.min(34, Math.max(0, ...rows.map(([first]) => first.length)));
  return rows.map(([first, second]) =>
    first.length > width ? `  ${first}\n  ${' '.repeat(width)}  ${second}` : `  ${first.padEnd(width)}  ${second}`,
  );
}
