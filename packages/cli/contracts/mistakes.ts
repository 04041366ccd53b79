import type { BatonError } from '#sdk/index.ts';
import type { Mistake } from '../failure.ts';
import type { Declared } from './document.ts';
import { pathInFile } from './references.ts';

/** A cause of a refusal: what is wrong, and where in the body that was sent. */
export interface Cause {
  readonly pointer: string;
  readonly message: string;
}

/** The causes of a refusal at their places in the file: all of them, unless `causes` says which. */
export function mistakesOf(error: BatonError, declared: Declared, causes: readonly Cause[] = error.errors): Mistake[] {
  const docs = error.docs === undefined ? {} : { docs: error.docs };
  const { kind, name, at } = declared;
  if (error.errors.length === 0) return [{ ...at([]), message: `${kind} ${name}: ${error.message}`, ...docs }];
  return causes.map((cause) => ({ ...mistakeOf(cause, declared), ...docs }));
}

export function mistakeOf({ pointer, message }: Cause, { kind, name, at }: Declared): Mistake {
  const inDocument = pointer.replace(/^\/calendar(?=\/|$)/, '');
  return { ...at(pathInFile(inDocument)), message: `${kind} ${name}: ${`${inDocument} ${message}`.trim()}` };
}
