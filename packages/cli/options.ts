import { parseArgs } from 'node:util';
import { nearestOf } from '#domain/nearest.ts';
import { type Command, GLOBAL_OPTIONS, type Option } from './command.ts';
import { UsageError } from './failure.ts';

export type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

/** The options and arguments of a call. Throws a UsageError for what the command does not take. */
export function parseOptions(command: Command, args: readonly string[]): { values: Values; positionals: string[] } {
  const known: Readonly<Record<string, Option>> = { ...GLOBAL_OPTIONS, ...command.options };
  const options = Object.fromEntries(
    Object.entries(known).map(([name, { type, short, multiple = false }]) => [
      name,
      { type, multiple, ...(short === undefined ? {} : { short }) },
    ]),
  );
  // Not strict, so that what is wrong is told in the words of this help.
  const parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true });
  for (const token of parsed.tokens) {
    if (token.kind !== 'option') continue;
    const wrong = faultOf(token, Object.hasOwn(known, token.name) ? known[token.name] : undefined, Object.keys(known));
    if (wrong !== undefined) throw new UsageError(`${wrong} See \`baton ${command.name} --help\`.`);
  }
  return { values: parsed.values, positionals: parsed.positionals };
}

interface Given {
  readonly name: string;
  /** With its dashes, as it was typed. */
  readonly rawName: string;
  readonly value: string | undefined;
  /** Whether the value came behind an equals sign. */
  readonly inlineValue: boolean | undefined;
}

function faultOf({ name, rawName, value, inlineValue }: Given, option: Option | undefined, known: readonly string[]) {
  if (option === undefined) {
    const nearest = nearestOf(name, known);
    return `There is no option ${rawName}.${nearest === undefined ? '' : ` Did you mean --${nearest}?`}`;
  }
  if (option.type === 'boolean') return value === undefined ? undefined : `The option ${rawName} takes no value.`;
  // `--from --to x` is a value forgotten rather than the value `--to`
  const isForgotten = value === undefined || (inlineValue !== true && value.length > 1 && value.startsWith('-'));
  if (!isForgotten) return undefined;
  const hint = value === undefined ? '' : ` If it is to be ${value}, write ${rawName}=${value}.`;
  return `The option ${rawName} needs a value: ${rawName} ${option.value ?? '<value>'}.${hint}`;
}
