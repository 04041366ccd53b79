import type * as z from 'zod';
import { explainIssue } from '#api/request/explain-issue.ts';
import { violationsOf } from '#api/request/violations.ts';
import type { Violation } from '#domain/problem.ts';
import { checkOwner } from '#domain/routing/check-owner.ts';
import { checkQueue } from '#domain/routing/check-queue.ts';
import { type OwnerInput, ownerInputSchema } from '#domain/routing/owner.ts';
import { type QueueInput, queueInputSchema } from '#domain/routing/queue.ts';
import type { Kind, Members } from './document.ts';

/** Something that there will be once a plan is carried out, with ids in place of names. */
export interface Foreseen {
  readonly kind: Kind;
  readonly id: string;
  readonly name: string;
  readonly members: Members;
}

/** Owners and queues as they will be, of which the server cannot be asked before they are there. */
export interface Staff {
  /** All that the server would refuse of one of them, by the server's own rules. */
  violationsOf(foreseen: Foreseen & { readonly kind: 'Owner' | 'Queue' }): readonly Violation[];
}

export function staffOf(foreseen: readonly Foreseen[]): Staff {
  const calendars = new Set(foreseen.flatMap(({ kind, id }) => (kind === 'Calendar' ? [id] : [])));
  const owners = new Map<string, OwnerInput | undefined>();
  const queues = new Map<string, QueueInput | undefined>();
  const names = new Map(foreseen.map(({ id, name }) => [id, name]));
  for (const each of foreseen) {
    if (each.kind === 'Owner') owners.set(each.id, ownerInputSchema().safeParse(bodyOf(each)).data);
    if (each.kind === 'Queue') queues.set(each.id, queueInputSchema().safeParse(bodyOf(each)).data);
  }
  // of one that is itself refused it is only known that there will be one
  const owner = (id: string) => (owners.has(id) ? (owners.get(id) ?? {}) : undefined);
  const queue = (id: string) => (queues.has(id) ? without(queues.get(id)) : undefined);
  const ownersKnown = { owner, hasCalendar: (id: string) => calendars.has(id) };
  const queuesKnown = { queue, hasOwner: (id: string) => owners.has(id) };
  const named = (violation: Violation): Violation => ({
    ...violation,
    message: violation.message.replaceAll(ID, (id) => names.get(id) ?? id),
  });
  return {
    violationsOf(each) {
      const found =
        each.kind === 'Owner'
          ? checked(ownerInputSchema(), each, (input) => checkOwner(input, ownersKnown, each.id))
          : checked(queueInputSchema(), each, (input) => checkQueue(input, queuesKnown, each.id));
      return found.map(named);
    },
  };
}

const ID = /\b(?:own|que|cal)_[0-9A-Z]{26}\b/g;

function checked<T>(
  schema: z.ZodType<T>,
  each: Foreseen,
  check: (input: T) => readonly Violation[],
): readonly Violation[] {
  const body = bodyOf(each);
  const result = schema.safeParse(body, { error: explainIssue });
  return result.success ? check(result.data) : violationsOf(result.error, body);
}

/** What is absent, and what a file leaves empty, is not sent. */
function bodyOf({ name, members }: Foreseen): Members {
  const told = Object.entries(members).filter(([, value]) => value !== undefined && value !== null);
  return { name, ...Object.fromEntries(told) };
}

function without(queue: QueueInput | undefined): Pick<QueueInput, 'fallback'> {
  return queue?.fallback === undefined ? {} : { fallback: queue.fallback };
}
