import type { Strategy } from '#domain/routing/queue.ts';

export interface CastOwner {
  readonly key: string;
  readonly name: string;
  readonly manager?: string;
  readonly capacity?: number;
}

export interface CastQueue {
  readonly key: string;
  readonly name: string;
  readonly strategy: Strategy;
  readonly members: readonly string[];
}

/** The people of the company; all keep its office hours. */
export const OWNERS: readonly CastOwner[] = [
  { key: 'iris', name: 'Iris Falk' },
  { key: 'noor', name: 'Noor Haddad', manager: 'iris', capacity: 1 },
  { key: 'timo', name: 'Timo Brandt', manager: 'iris', capacity: 1 },
  { key: 'vera', name: 'Vera Lindqvist', manager: 'iris' },
  { key: 'omar', name: 'Omar Said', manager: 'iris' },
  { key: 'lena', name: 'Lena Okafor', manager: 'iris' },
  { key: 'paul', name: 'Paul Reiter', manager: 'iris' },
  { key: 'sana', name: 'Sana Qureshi', manager: 'iris' },
  { key: 'emil', name: 'Emil Novak', manager: 'iris' },
  { key: 'rosa', name: 'Rosa Marin', manager: 'iris' },
  { key: 'jonas', name: 'Jonas Weber', manager: 'iris' },
  { key: 'mina', name: 'Mina Park', manager: 'iris' },
];

/** Who works at the inbound desk; two, where four would be needed. */
export const DESK = ['noor', 'timo'] as const;

export const QUEUES: readonly CastQueue[] = [
  { key: 'desk', name: 'Inbound desk', strategy: 'manual', members: DESK },
  { key: 'executives', name: 'Account executives', strategy: 'round_robin', members: ['vera', 'omar', 'lena'] },
  { key: 'implementation', name: 'Implementation', strategy: 'round_robin', members: ['paul', 'sana', 'emil'] },
  { key: 'success', name: 'Customer success', strategy: 'round_robin', members: ['rosa', 'jonas'] },
  { key: 'engineering', name: 'Support engineering', strategy: 'round_robin', members: ['mina', 'emil', 'jonas'] },
];

/** What the API has called things that the plan calls by keys. */
export interface Ids {
  readonly calendar: string;
  owner(key: string): string;
  queue(key: string): string;
}
