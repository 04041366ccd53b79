import type { JsonValue } from '../../aws-protocol/json-value.ts';
import type { PatternLeaf, PatternNode } from './compile.ts';
import { type EventNode, type EventTree, eventTree } from './event-tree.ts';

const NOTHING: EventNode = { scalars: [], objects: [] };
const NO_MEMBERS: ReadonlyMap<string, EventNode> = new Map();

/**
 * Whether the event fulfils the pattern. In a list any element may match; conditions under one name of a list of objects
 * must hold within the same object. Source: EventBridge user guide, event patterns.
 */
export function matchesPattern(pattern: PatternNode, event: JsonValue): boolean {
  const tree = eventTree(event);
  return holdsAt(pattern, tree.root, tree);
}

function holdsAt(pattern: PatternNode, node: EventNode, tree: EventTree): boolean {
  if (node.objects.length === 0) return holdsIn(pattern, NO_MEMBERS, tree);
  return node.objects.some((members) => holdsIn(pattern, members, tree));
}

function holdsIn(pattern: PatternNode, members: ReadonlyMap<string, EventNode>, tree: EventTree): boolean {
  return (
    pattern.leaves.every((leaf) => leafHolds(leaf, members.get(leaf.name) ?? NOTHING, tree)) &&
    [...pattern.fields].every(([name, child]) => holdsAt(child, members.get(name) ?? NOTHING, tree)) &&
    pattern.ors.every((branches) => branches.some((branch) => holdsIn(branch, members, tree)))
  );
}

function leafHolds(leaf: PatternLeaf, node: EventNode, tree: EventTree): boolean {
  return leaf.alternatives.some((alternative) =>
    alternative.kind === 'absent' ? !tree.scalarPaths.has(leaf.path) : node.scalars.some(alternative.test),
  );
}
