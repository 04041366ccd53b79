import type { SQSEvent } from 'aws-lambda';
import { note } from '../journal.ts';
import { queueFunction } from '../queue-function.ts';

const fromQueue = queueFunction('deadline');

/** Invoked by schedules with an input of their own, and by its queue. An input with `fail` fails. */
export async function handler(event: SQSEvent | { readonly fail?: boolean }): Promise<unknown> {
  if ('Records' in event) return await fromQueue(event);
  note({ by: 'deadline', what: event });
  if (event.fail === true) throw new Error('asked to fail');
  return null;
}
