import * as z from 'zod';
import { actorSchema } from '../actor.ts';
import { once } from '../once.ts';
import { canonicalInstantSchema } from '../wire.ts';

/** How long the audit log keeps an entry. */
export const AUDIT_DAYS = 400;

/** One member that a change made another. A value is left out where the member is secret, long, or was not there. */
const changedMemberSchema = once(() =>
  z
    .strictObject({
      member: z.string().meta({ examples: ['capacity'] }),
      before: z.unknown().optional().meta({ description: 'What it was. Absent: it was not there, or is withheld.' }),
      after: z.unknown().optional().meta({ description: 'What it is. Absent: it is not there, or is withheld.' }),
      withheld: z.enum(['secret', 'long']).optional().meta({ description: 'Why neither value is told.' }),
    })
    .meta({ id: 'ChangedMember', description: 'A member that the change made another.' }),
);
export type ChangedMember = z.infer<ReturnType<typeof changedMemberSchema>>;

/** One change of a tenant's configuration: who made it, when, and what it changed. */
export const auditEntrySchema = once(() =>
  z
    .strictObject({
      id: z.string().meta({ examples: ['aud_01JDA5K7ZWQ0R8T2V4X6Y8B0CD'] }),
      occurredAt: canonicalInstantSchema(),
      requestId: z.string().meta({ description: 'The X-Request-Id of the request that made it.' }),
      actor: actorSchema(),
      action: z.string().meta({ description: 'The kind of thing, and what was done.', examples: ['owner.updated'] }),
      resource: z.strictObject({ type: z.string(), id: z.string() }).meta({ description: 'What was changed.' }),
      changes: z.array(changedMemberSchema()),
      reason: z.string().optional().meta({ description: 'Why, where the caller had to say it.' }),
    })
    .meta({ id: 'AuditEntry', description: 'A change of the configuration, and who made it.' }),
);
export type AuditEntry = z.infer<ReturnType<typeof auditEntrySchema>>;

/** What a document says of itself, and not of what it is about. */
const BOOKKEEPING: ReadonlySet<string> = new Set(['id', 'version', 'createdAt', 'updatedAt']);
/** Members whose values nobody may read later, whatever kind of document they are of. */
const SECRET_MEMBER = /"[^"]*(?:secret|hash|token|password|credential|header)[^"]*":/i;
/** When something was done to a secret is none: `secretRotatedAt`. By name and value, so that no secret passes for a time. */
const TIME_MEMBER = /"[A-Za-z]+At":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/g;
const LONGEST_VALUE = 1_000;
/** All values of an entry together; an item of the table may hold more, but nobody reads more. */
const LONGEST_VALUES = 16_000;

/** A state that something was in; undefined where it was not there. */
export type Audited = object | undefined;

/**
 * The members in which `before` and `after` differ, in the order of their names. `secrets`: those that are secret, beside the
 * ones whose names say so.
 */
export function changedMembers(before: Audited, after: Audited, secrets: readonly string[] = []): ChangedMember[] {
  const [old, fresh] = [new Map(Object.entries(before ?? {})), new Map(Object.entries(after ?? {}))];
  const names = [...new Set([...old.keys(), ...fresh.keys()])].sort();
  let room = LONGEST_VALUES;
  return names.flatMap((member): ChangedMember[] => {
    if (BOOKKEEPING.has(member)) return [];
    const [was, is] = [textOf(old.get(member)), textOf(fresh.get(member))];
    if (was === is) return [];
    if (secrets.includes(member) || [was, is].some((text) => tellsSecret(member, text)))
      return [{ member, withheld: 'secret' }];
    const length = (was?.length ?? 0) + (is?.length ?? 0);
    if (length > LONGEST_VALUE || length > room) return [{ member, withheld: 'long' }];
    room -= length;
    return [{ member, ...shown('before', was), ...shown('after', is) }];
  });
}

function shown(name: 'before' | 'after', text: string | undefined): Partial<ChangedMember> {
  return text === undefined ? {} : { [name]: JSON.parse(text) };
}

/** Whether the member is secret, or one within its value. */
function tellsSecret(member: string, json: string | undefined): boolean {
  return json !== undefined && SECRET_MEMBER.test(`${JSON.stringify(member)}:${json}`.replaceAll(TIME_MEMBER, ''));
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}
