import type { Clock, HandoffCheck, RoutingPreview } from '#sdk/index.ts';
import { printable } from './terminal.ts';

/** What is shown of what a submission would come to. */
export interface Check extends Pick<HandoffCheck, 'ready' | 'criteria' | 'schemaErrors'> {
  readonly routing: Omit<RoutingPreview, 'trace'>;
  readonly clocks: readonly Pick<Clock, 'name' | 'dueAt'>[];
}

/** Whether it is ready, every gap, who would get it, and by when. `descriptions` has what criteria say, by their ids. */
export function checkText(check: Check, descriptions: ReadonlyMap<string, string>): string {
  const { ready, criteria, schemaErrors, clocks } = check;
  const gaps = schemaErrors.length + criteria.filter(({ met }) => !met).length;
  const lines = [
    ready ? 'ready' : `not ready: ${gaps} ${gaps === 1 ? 'gap' : 'gaps'}`,
    ...schemaErrors.map(({ pointer, message }) => `  ✗ packet${pointer}: ${message}`),
    ...criteria.map(({ id, met, error }) => {
      const why = error === undefined ? '' : ` (${error})`;
      return `  ${met ? '✓' : '✗'} ${id}: ${descriptions.get(id) ?? (met ? 'met' : 'not met')}${why}`;
    }),
    `goes to: ${receiverOf(check)}`,
    ...clocks.map(({ name, dueAt }) => `clock ${name}: ${dueAt === null ? 'stands still' : `due ${dueAt}`}`),
  ];
  return printable(lines.join('\n'));
}

function receiverOf({ routing: { to, reason, ruleId, waitsIn } }: Check): string {
  const whom = to === undefined ? 'nobody' : 'ownerId' in to ? to.ownerId : `queue ${to.queueId}`;
  const waits = waitsIn === undefined ? '' : `, waiting in ${waitsIn}`;
  switch (reason) {
    case 'rule':
      return `${whom}${waits}, by rule ${ruleId ?? ''}`.trimEnd();
    case 'fallback':
      return `${whom}${waits}, as the fallback`;
    case 'request':
      return `${whom}${waits}, as you ask`;
    case 'unrouted':
      return `${whom}${waits}, as nobody could be found`;
  }
}
