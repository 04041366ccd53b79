import { AwsError } from '../aws-protocol/aws-error.ts';
import type { Clock } from '../aws-protocol/clock.ts';
import type { Database } from './database.ts';
import type { Journal } from './delivery/journal.ts';
import { busArn, type Identity } from './identity.ts';
import type { PatternNode } from './pattern/compile.ts';
import type { RuleStore, StoredBus, StoredRule } from './rule-store.ts';
import type { TagStore } from './tag-store.ts';

/** The bus that every account has and cannot delete. */
export const DEFAULT_BUS = 'default';

/** AWS's default quotas, per account and region. */
export interface EventBusQuotas {
  readonly buses: number;
  readonly rulesPerBus: number;
  readonly targetsPerRule: number;
}

/** What the operations of EventBridge work on. */
export interface EventBusContext {
  readonly identity: Identity;
  readonly clock: Clock;
  readonly database: Database;
  readonly rules: RuleStore;
  readonly tags: TagStore;
  readonly journal: Journal;
  readonly quotas: EventBusQuotas;
  readonly newEventId: () => string;
  /** The compiled form of a stored pattern, which was valid when it was stored. */
  readonly patternOf: (text: string) => PatternNode;
  /** Called once a request that has put invocations into the journal is committed. */
  readonly invocationsAccepted: () => void;
}

/** The name in a bus's name or ARN; an ARN of another account or region is kept whole, and so names no bus here. */
export function busNameOf({ identity }: EventBusContext, nameOrArn: string): string {
  const prefix = busArn(identity, '');
  return nameOrArn.startsWith(prefix) ? nameOrArn.slice(prefix.length) : nameOrArn;
}

export function requireBus(context: EventBusContext, nameOrArn: string): StoredBus {
  const name = busNameOf(context, nameOrArn);
  const bus = context.rules.findBus(name);
  if (bus === undefined) throw new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`);
  return bus;
}

export function requireRule(context: EventBusContext, bus: string, name: string): StoredRule {
  const rule = context.rules.findRule(bus, name);
  if (rule === undefined) {
    throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${bus}.`);
  }
  return rule;
}
