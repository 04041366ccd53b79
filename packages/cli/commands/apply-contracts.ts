import type { BatonClient } from '#sdk/index.ts';
import type { Command, Invocation, Option } from '../command.ts';
import { type Applied, applyPlan } from '../contracts/apply.ts';
import { readFiles } from '../contracts/files.ts';
import { type Plan, planFor } from '../contracts/plan.ts';
import { planJson, planText } from '../contracts/show-plan.ts';
import { CliFailure, EXIT } from '../failure.ts';
import { printable } from '../terminal.ts';

const COLOUR: Readonly<Record<string, Option>> = {
  'no-color': { type: 'boolean', about: 'no colours; there are none either if it is no terminal, or with NO_COLOR' },
};

const FILES = { usage: '<file or folder>…', takes: { min: 1, max: Number.POSITIVE_INFINITY } } as const;

export const planContracts: Command = {
  name: 'contracts plan',
  summary: 'Shows what applying files would change, and the mistakes in them',
  ...FILES,
  options: {
    ...COLOUR,
    'detailed-exitcode': { type: 'boolean', about: 'exits with 3 if there is something to change' },
  },
  notes:
    'Nothing is changed. The server checks what it would be given; its mistakes are told with file and line, all at once. Only what\ndepends on a mistake, such as an expression where the form of the contract is broken, may be told when that is mended.',
  examples: [
    ['contracts plan baton/', 'compares a folder with the server'],
    ['contracts plan --detailed-exitcode --json baton/', 'for continuous integration'],
  ],
  async run(call) {
    const { baton } = await call.connect();
    const plan = await soundPlan(call, baton);
    call.show(planJson(plan), () => planText(plan, isColoured(call)));
    const hasChanges = plan.changes.some(({ action }) => action !== 'none');
    return hasChanges && call.flag('detailed-exitcode') ? EXIT.changes : EXIT.ok;
  },
};

export const applyContracts: Command = {
  name: 'contracts apply',
  summary: 'Makes the server what files say, and publishes contracts',
  ...FILES,
  options: COLOUR,
  notes:
    'What no file names stays as it is; nothing is removed. Handoffs in flight keep the version that they began under.\nIf it is interrupted, apply again: it goes on where it was.',
  examples: [
    ['contracts apply baton/', 'applies a folder'],
    ['contracts apply - < contract.yaml', 'applies standard input'],
  ],
  async run(call) {
    const { baton } = await call.connect();
    const plan = await soundPlan(call, baton);
    call.tell(planText(plan, false)); // without colours: what is told is made harmless
    const applied: Applied[] = [];
    await applyPlan(baton, plan, call.terminal.signal, (step) => {
      applied.push(step);
      call.tell(`${step.kind} ${step.name} ${step.action} (${step.id})`);
    });
    call.show({ applied }, () => (applied.length === 0 ? 'Nothing to do.' : doneText(applied)));
    return EXIT.ok;
  },
};

/** The same numbers as those of the plan. */
function doneText(applied: readonly Applied[]): string {
  const count = (action: Applied['action']) => applied.filter((step) => step.action === action).length;
  return `Done: ${(['created', 'changed', 'published'] as const).map((action) => `${count(action)} ${action}`).join(', ')}.`;
}

/** The plan for the files of a call. Throws a CliFailure that lists every mistake in them. */
async function soundPlan(call: Invocation, baton: BatonClient): Promise<Plan> {
  const { terminal, args } = call;
  const { declared, mistakes } = await readFiles(terminal, args);
  if (mistakes.length > 0) throw new CliFailure(counted(mistakes.length), mistakes);
  if (declared.length === 0) throw new CliFailure(`There is nothing in ${printable(args.join(', '))}.`);
  const plan = await planFor(baton, declared, terminal.signal);
  if (plan.mistakes.length > 0) throw new CliFailure(counted(plan.mistakes.length), plan.mistakes);
  return plan;
}

function counted(count: number): string {
  return count === 1 ? 'There is a mistake.' : `There are ${count} mistakes.`;
}

function isColoured(call: Invocation): boolean {
  const { terminal } = call;
  return terminal.isStdoutTty && !call.flag('no-color') && (terminal.env['NO_COLOR'] ?? '') === '';
}
