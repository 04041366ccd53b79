import type { ClockDefinition } from '../contract/body.ts';
import type { Handoff } from './state.ts';

/** While it is back with the sender, only the sender's own clocks escalate: a rejection has stopped all others. */
export function escalates(definition: ClockDefinition | undefined, { state }: Handoff): boolean {
  return state !== 'rejected' || definition?.start === 'rejected';
}
