import type { OwnerAvailability } from '#domain/routing/availability.ts';
import type { Route } from '#domain/routing/route.ts';
import type { RoutingTrace } from '#domain/routing/trace.ts';
import { isDueBefore, type Waiting } from '#storage/waiting-line.ts';

/** How often one that found nobody is looked at again, in whatever way people change meanwhile. */
const MOST_LOOKS = 3;

/** Why somebody was not given it. */
type Hindrance = Extract<OwnerAvailability, 'inactive' | 'absent' | 'closed' | 'full'>;

interface Passed {
  readonly head: Waiting;
  readonly hindrances: ReadonlyMap<string, Hindrance>;
  /** Not all who were asked are known. */
  readonly hasMore: boolean;
}

/**
 * What has found nobody while lines are given out, with who was in its way. If something that is due later finds one of
 * these, they have become free since, and what was tried before is to be offered them first.
 */
export class FoundNobody {
  readonly #byLine = new Map<string, Passed>();
  readonly #looks = new Map<string, number>();

  /** `head`, now waiting in `line`, was offered to all of `asked`. */
  note(head: Waiting, line: string, asked: RoutingTrace['considered']): void {
    const hindrances = new Map<string, Hindrance>();
    for (const { assignee, availability, members = [] } of asked) {
      if ('ownerId' in assignee && isHindrance(availability)) hindrances.set(assignee.ownerId, availability);
      for (const member of members) {
        if (isHindrance(member.availability)) hindrances.set(member.ownerId, member.availability);
      }
    }
    this.#byLine.set(line, { head, hindrances, hasMore: asked.some(({ omitted = 0 }) => omitted > 0) });
  }

  /** The lines in which something is due before `later` that could be given to whom `route` gives that. */
  linesBefore(later: Waiting, route: Route): string[] {
    return [...this.#byLine].flatMap(([line, passed]) =>
      isDueBefore(passed.head, later) && this.#isHopeful(passed, route) ? [line] : [],
    );
  }

  /** That line is looked at again. */
  lookAgain(line: string): void {
    const handoffId = this.#byLine.get(line)?.head.handoffId;
    if (handoffId !== undefined) this.#looks.set(handoffId, (this.#looks.get(handoffId) ?? 0) + 1);
    this.#byLine.delete(line);
  }

  #isHopeful({ head, hindrances, hasMore }: Passed, { to, queueId }: Route): boolean {
    if (to === undefined || !('ownerId' in to) || (this.#looks.get(head.handoffId) ?? 0) >= MOST_LOOKS) return false;
    const hindrance = hindrances.get(to.ownerId);
    // who is asked by name is asked at any hour, and may be closed to queues still
    return hindrance === undefined ? hasMore : hindrance !== 'closed' || queueId !== undefined;
  }
}

function isHindrance(availability: OwnerAvailability | 'nobody'): availability is Hindrance {
  switch (availability) {
    case 'inactive':
    case 'absent':
    case 'closed':
    case 'full':
      return true;
    case 'unknown':
    case 'excluded':
    case 'available':
    case 'nobody':
      return false;
  }
}
