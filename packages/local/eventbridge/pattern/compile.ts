import { isJsonObject, type JsonValue, parseJson } from '../../aws-protocol/json-value.ts';
import { invalidPattern } from './invalid-pattern.ts';
import { type Alternative, parseAlternative } from './value-test.ts';

/** The conditions on one object of an event: all of `fields` and `leaves`, and of each `$or` at least one branch. */
export interface PatternNode {
  readonly fields: Map<string, PatternNode>;
  readonly leaves: PatternLeaf[];
  readonly ors: (readonly PatternNode[])[];
}

export interface PatternLeaf {
  readonly name: string;
  /** From the event's root, with dots: what "absent" is about. */
  readonly path: string;
  readonly alternatives: readonly Alternative[];
}

/** EventBridge refuses a pattern whose `$or`s multiply to more than this many combinations. */
const MAX_COMBINATIONS = 1000;

/** These would make an operator and a field of an event indistinguishable within `$or`. */
const RESERVED_IN_OR = new Set([
  'exactly',
  'prefix',
  'suffix',
  'equals-ignore-case',
  'wildcard',
  'anything-but',
  'numeric',
  'exists',
  'cidr',
]);

/**
 * Reads an event pattern. Throws InvalidEventPatternException with the reason.
 * Source: EventBridge user guide, event patterns; reasons as EventBridge words them.
 */
export function compilePattern(text: string): PatternNode {
  const pattern = parseJson(text);
  if (pattern === undefined) throw invalidPattern('The pattern is not valid JSON');
  if (!isJsonObject(pattern)) throw invalidPattern('Filter is not an object');
  const root = emptyNode();
  readObject(root, pattern, [], false);
  if (combinations(root) > MAX_COMBINATIONS) throw invalidPattern('Rule is too complex - too many $or combinations');
  return root;
}

function emptyNode(): PatternNode {
  return { fields: new Map(), leaves: [], ors: [] };
}

function readObject(
  node: PatternNode,
  object: { readonly [key: string]: JsonValue },
  path: readonly string[],
  inOr: boolean,
): void {
  const entries = Object.entries(object);
  if (entries.length === 0) throw invalidPattern('Empty objects are not allowed');
  for (const [key, condition] of entries) {
    if (key === '$or') node.ors.push(readOr(condition, path));
    else readField(node, key, condition, path, inOr);
  }
}

function readOr(branches: JsonValue, path: readonly string[]): readonly PatternNode[] {
  if (!Array.isArray(branches)) throw invalidPattern('It must be an Array followed with $or.');
  if (branches.length < 2) throw invalidPattern('There must have at least 2 Objects in $or relationship.');
  return branches.map((branch: JsonValue) => {
    if (!isJsonObject(branch)) throw invalidPattern('Only JSON object is allowed in array of $or relationship.');
    const node = emptyNode();
    readObject(node, branch, path, true);
    return node;
  });
}

function readField(
  parent: PatternNode,
  key: string,
  condition: JsonValue,
  path: readonly string[],
  inOr: boolean,
): void {
  if (inOr && RESERVED_IN_OR.has(key)) {
    throw invalidPattern(`${key} is Ruler reserved fieldName which cannot be used inside $or.`);
  }
  // A dot joins names: `{"a.b": …}` is `{"a": {"b": …}}`, in a pattern as in an event.
  const steps = key.split('.');
  const name = steps.pop() ?? '';
  const node = steps.reduce(childOf, parent);
  const fieldPath = [...path, key];
  if (isJsonObject(condition)) readObject(childOf(node, name), condition, fieldPath, inOr);
  else if (Array.isArray(condition)) node.leaves.push(readLeaf(name, fieldPath.join('.'), condition));
  else throw invalidPattern(`"${key}" must be an object or an array`);
}

function childOf(node: PatternNode, name: string): PatternNode {
  const known = node.fields.get(name);
  if (known !== undefined) return known;
  const child = emptyNode();
  node.fields.set(name, child);
  return child;
}

function readLeaf(name: string, path: string, elements: readonly JsonValue[]): PatternLeaf {
  if (elements.length === 0) throw invalidPattern('Empty arrays are not allowed');
  return { name, path, alternatives: elements.map(parseAlternative) };
}

function combinations(node: PatternNode): number {
  let product = 1;
  for (const child of node.fields.values()) product *= combinations(child);
  for (const branches of node.ors) product *= branches.reduce((sum, branch) => sum + combinations(branch), 0);
  return product;
}
