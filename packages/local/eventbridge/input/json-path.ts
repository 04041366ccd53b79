import { isJsonObject, type JsonValue } from '../../aws-protocol/json-value.ts';

/** The steps of a path: names of members and positions in lists. */
export type JsonPath = readonly (string | number)[];

/** Reads `$`, `$.detail.a-b`, `$['detail']['a b']` and `$.list[0]`, or undefined for anything else. */
export function parseJsonPath(text: string): JsonPath | undefined {
  if (!text.startsWith('$')) return undefined;
  const steps: (string | number)[] = [];
  const step = /\.([^.[\]'"\s*]+)|\['([^']+)'\]|\[(\d{1,9})\]/y;
  step.lastIndex = 1;
  while (step.lastIndex < text.length) {
    const match = step.exec(text);
    if (match === null) return undefined;
    const name = match[1] ?? match[2];
    steps.push(name ?? Number(match[3]));
  }
  return steps;
}

/** The value at the path, or undefined if there is none. */
export function valueAt(value: JsonValue, path: JsonPath): JsonValue | undefined {
  let current: JsonValue | undefined = value;
  for (const step of path) {
    if (typeof step === 'number') current = Array.isArray(current) ? current[step] : undefined;
    else current = isJsonObject(current) && Object.hasOwn(current, step) ? current[step] : undefined;
  }
  return current;
}
