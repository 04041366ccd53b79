import type { Violation } from '../problem.ts';

/** Bytes of UTF-8 that a packet may have as compact JSON. */
export const MAX_PACKET_BYTES = 128 * 1024;
/** Levels of nesting in a packet, the packet itself being the first. */
export const MAX_PACKET_DEPTH = 32;
/** UTF-16 code units of a property's name. */
export const MAX_NAME_LENGTH = 256;
/** UTF-16 code units of a JSON Pointer that names a field: as many as any property of the packet itself needs, all escaped. */
export const MAX_POINTER_LENGTH = 1 + 2 * MAX_NAME_LENGTH;

interface Limits {
  readonly bytes: number;
  readonly depth: number;
}

/** What is too large, as the rest of a sentence. */
interface SizeProblem {
  readonly code: 'too_large' | 'too_deep' | 'name_too_long' | 'not_json';
  readonly message: string;
}

/** What makes `packet` too large to be taken; nothing if it is not. Never throws. */
export function checkPacketSize(packet: unknown): readonly Violation[] {
  const problem = jsonProblem(packet, { bytes: MAX_PACKET_BYTES, depth: MAX_PACKET_DEPTH });
  return problem === undefined
    ? []
    : [{ pointer: '', code: `packet_${problem.code}`, message: `the packet ${problem.message}` }];
}

/** The first limit that a JSON value breaks. Looks before it recurses, so that no value can exhaust the stack. */
export function jsonProblem(root: unknown, limits: Limits): SizeProblem | undefined {
  let level: readonly unknown[] = [root];
  for (let depth = 1; level.length > 0; depth += 1) {
    const problem = levelProblem(level);
    if (problem !== undefined) return problem;
    if (level.length > limits.bytes) return tooLarge(limits.bytes);
    const inner = level.filter((value): value is object => typeof value === 'object' && value !== null);
    if (inner.length > 0 && depth > limits.depth) {
      return { code: 'too_deep', message: `must not be nested more than ${limits.depth} levels deep` };
    }
    level = inner.flatMap((value): readonly unknown[] => Object.values(value));
  }
  const bytes = Buffer.byteLength(JSON.stringify(root) ?? '');
  return bytes > limits.bytes ? tooLarge(limits.bytes) : undefined;
}

function tooLarge(bytes: number): SizeProblem {
  return { code: 'too_large', message: `must be at most ${bytes / 1024} KiB of JSON` };
}

function levelProblem(level: readonly unknown[]): SizeProblem | undefined {
  for (const value of level) {
    if (!isJsonValue(value)) return { code: 'not_json', message: 'must be JSON' };
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
    if (Object.keys(value).some((name) => name.length > MAX_NAME_LENGTH)) {
      return { code: 'name_too_long', message: `must not have property names beyond ${MAX_NAME_LENGTH} characters` };
    }
  }
  return undefined;
}

function isJsonValue(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'object':
      return true;
    case 'number':
      return Number.isFinite(value);
    default:
      return false;
  }
}
