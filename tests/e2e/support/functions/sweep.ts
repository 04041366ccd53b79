import { note } from '../journal.ts';

export function handler(event: unknown): void {
  note({ by: 'sweep', what: event });
}
