import type { Clock, HandoffCheck } from '#sdk/index.ts';
import { type Receiver, receiverLines } from './show-receiver.ts';
import { printable } from './terminal.ts';

/** What is shown of what a submission would come to. */
export interface Check extends Pick<HandoffCheck, 'ready' | 'criteria' | 'schemaErrors'> {
  readonly routing: Receiver;
  readonly clocks: readonly Pick<Clock, 'name' | 'dueAt'>[];
}

/** What people read in place of ids. */
export interface Words {
  /** What criteria say. */
  readonly descriptions: ReadonlyMap<string, string>;
  /** What owners and queues are called. */
  readonly names: ReadonlyMap<string, string>;
}

/** Whether it is ready, every gap, who would get it and why, and by when. */
export function checkText(check: Check, { descriptions, names }: Words): string {
  const { ready, criteria, schemaErrors, routing, clocks } = check;
  const gaps = schemaErrors.length + criteria.filter(({ met }) => !met).length;
  const lines = [
    ready ? 'ready' : `not ready: ${gaps} ${gaps === 1 ? 'gap' : 'gaps'}`,
    ...schemaErrors.map(({ pointer, message }) => `  ✗ packet${pointer}: ${message}`),
    ...criteria.map(({ id, met, error }) => {
      const why = error === undefined ? '' : ` (${error})`;
      return `  ${met ? '✓' : '✗'} ${id}: ${descriptions.get(id) ?? (met ? 'met' : 'not met')}${why}`;
    }),
    ...receiverLines(routing, names),
    ...clocks.map(({ name, dueAt }) => `clock ${name}: ${dueAt === null ? 'stands still' : `due ${dueAt}`}`),
  ];
  return printable(lines.join('\n'));
}
