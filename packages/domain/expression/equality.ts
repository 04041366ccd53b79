import { isJsonObject, type JsonObject } from '../packet/json.ts';
import { type Budget, Duration, EvaluationFault, Timestamp } from './runtime.ts';

const MAX_DEPTH = 100;

/** Deep equality; values of different kinds are unequal, never an error. Every value looked at is a step. */
export function equals(left: unknown, right: unknown, budget: Budget, depth = 0): boolean {
  budget.spend(1);
  if (depth > MAX_DEPTH) throw new EvaluationFault('the values are nested too deeply to compare');
  if (typeof left === 'string' && typeof right === 'string') {
    budget.spendText(Math.min(left.length, right.length));
    return left === right;
  }
  if (Array.isArray(left)) return Array.isArray(right) && equalLists(left, right, budget, depth);
  if (left instanceof Timestamp || left instanceof Duration) return equalTimes(left, right);
  if (isJsonObject(left)) return isJsonObject(right) && equalObjects(left, right, budget, depth);
  return left === right;
}

function equalTimes(left: Timestamp | Duration, right: unknown): boolean {
  if (left instanceof Timestamp) {
    return right instanceof Timestamp && left.epochMilliseconds === right.epochMilliseconds;
  }
  return right instanceof Duration && left.milliseconds === right.milliseconds;
}

function equalLists(left: readonly unknown[], right: readonly unknown[], budget: Budget, depth: number): boolean {
  return left.length === right.length && left.every((item, index) => equals(item, right[index], budget, depth + 1));
}

function equalObjects(left: JsonObject, right: JsonObject, budget: Budget, depth: number): boolean {
  const names = Object.keys(left);
  budget.spend(names.length);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => Object.hasOwn(right, name) && equals(left[name], right[name], budget, depth + 1));
}
