import { allowedCommands } from '#domain/handoff/allowed.ts';
import { changedFields, citedFields, requireMended } from '#domain/handoff/mend.ts';
import type { Override } from '#domain/handoff/parts.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import { type Direction, directionOf } from '#domain/routing/route.ts';
import { type CallContext, requireScope } from '../context.ts';
import { inheritFields } from '../journey/inherit-fields.ts';
import { throughTheCrowd } from '../routing/contention.ts';
import { auditOverride } from '../tenancy/audit-override.ts';
import { commandHandoff } from './command.ts';
import { assessReadiness, requireReady, requireSmallPacket } from './readiness.ts';
import { routeHandoff } from './route-handoff.ts';
import type { HandoffView } from './view.ts';

export interface Resubmission {
  readonly packet: Readonly<Record<string, unknown>>;
  readonly override?: Override | undefined;
}

/**
 * The sender's next attempt after a rejection: ready, and with something of what was cited mended, or overridden by a key
 * that may. What the packet leaves out is carried over as at the submission, from what is there now.
 *
 * @throws DomainError `not_ready`, `validation_failed` if nothing was mended, `illegal_transition` after the last attempt
 */
export async function resubmitHandoff(
  context: CallContext,
  id: string,
  { packet: sent, override }: Resubmission,
  ifVersion?: number,
): Promise<HandoffView> {
  requireScope(context, 'handoffs:write');
  if (override !== undefined) requireScope(context, 'handoffs:override');
  requireSmallPacket(sent);
  return commandHandoff(
    context,
    id,
    async (state, compiled, now, contended) => {
      const overriding = override === undefined ? {} : { override };
      // what the state forbids is refused as such by the decision, before anything is said of the packet
      if (state.state !== 'rejected' || !allowedCommands(state, compiled.terms).includes('resubmit')) {
        return { command: { type: 'resubmit', changed: [], route: NOWHERE } };
      }
      const { subject } = state;
      const unfilled = { packet: sent, subject, handoffId: id };
      const { packet, inherited } = await inheritFields(context, compiled.terms.body, unfilled);
      const input = { packet, subject, handoff: { ...handoffOf(state), attempt: state.attempt + 1 } };
      const readiness = assessReadiness(compiled, input);
      const cited = citedFields(state.rejection, compiled.entryCriteria);
      const changed = changedFields(cited, await context.stores.handoffs.getPacket(id, state.packetRevision), packet);
      if (override === undefined) {
        requireReady(readiness, compiled);
        requireMended(cited, changed);
      }
      const routed = await routeHandoff(context, compiled, { ...input, now }, { fresh: contended > 0 });
      const { route, placement } = throughTheCrowd(routed, contended, now);
      const audited = auditOverride(context, id, 'resubmit', override);
      const command = { type: 'resubmit' as const, changed, inherited, route: directionOf(route), ...overriding };
      return { command, packet: { packet, inherited }, placement: { ...placement, ...audited } };
    },
    ifVersion,
  );
}

const NOWHERE: Direction = { to: undefined, reason: 'unrouted' };

function handoffOf({ id, priority }: Handoff): Pick<Handoff, 'id' | 'priority'> {
  return { id, priority };
}
