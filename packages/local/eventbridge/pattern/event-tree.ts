import { isJsonObject, type JsonValue } from '../../aws-protocol/json-value.ts';
import type { Scalar } from './value-test.ts';

/** An event's value as patterns see it: lists flattened, dotted names split, several values where they coincide. */
export interface EventNode {
  /** The scalars here; several if the value is a list. */
  readonly scalars: Scalar[];
  /** The objects here; several if the value is a list. Conditions under one name must hold within one of them. */
  readonly objects: Map<string, EventNode>[];
}

export interface EventTree {
  readonly root: EventNode;
  /** The dotted paths at which the event has a scalar: all others are "absent". */
  readonly scalarPaths: ReadonlySet<string>;
}

export function eventTree(event: JsonValue): EventTree {
  const scalarPaths = new Set<string>();
  const root = emptyNode();
  add(root, event, '', scalarPaths);
  return { root, scalarPaths };
}

function emptyNode(): EventNode {
  return { scalars: [], objects: [] };
}

function add(node: EventNode, value: JsonValue, path: string, scalarPaths: Set<string>): void {
  if (Array.isArray(value)) {
    for (const element of value) add(node, element, path, scalarPaths);
    return;
  }
  if (!isJsonObject(value)) {
    node.scalars.push(value as Scalar); // neither list nor object, which the type guards cannot tell TypeScript
    scalarPaths.add(path);
    return;
  }
  const members = new Map<string, EventNode>();
  node.objects.push(members);
  for (const [key, member] of Object.entries(value)) {
    const memberPath = path === '' ? key : `${path}.${key}`;
    add(memberAt(members, key.split('.')), member, memberPath, scalarPaths);
  }
}

function memberAt(members: Map<string, EventNode>, [first = '', ...rest]: readonly string[]): EventNode {
  let node = members.get(first);
  if (node === undefined) {
    node = emptyNode();
    members.set(first, node);
  }
  if (rest.length === 0) return node;
  let [inner] = node.objects;
  if (inner === undefined) {
    inner = new Map();
    node.objects.push(inner);
  }
  return memberAt(inner, rest);
}
