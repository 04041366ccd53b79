import type { ProblemCode } from '#domain/problem.ts';
import type { HandoffView } from '#services/handoff/view.ts';
import { ETAG_HEADER, etagOf } from '../schemas/etag.ts';
import { handoff } from '../schemas/handoff.ts';
import { idParams } from '../schemas/params.ts';

export const params = idParams('hnd');

const errors: readonly ProblemCode[] = ['illegal_transition', 'conflict', 'concurrent_update'];

/** What all commands on a handoff have in common. */
export const HANDOFF_COMMAND = {
  method: 'POST',
  tag: 'Handoffs',
  responses: { 200: { description: 'The handoff after it.', schema: handoff, headers: ETAG_HEADER } },
  errors,
} as const;

/** The answer to a command. */
export function after(view: HandoffView) {
  return { status: 200, body: view, headers: etagOf(view.version) } as const;
}
