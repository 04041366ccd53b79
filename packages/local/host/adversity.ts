import type { FunctionName } from '../resources.ts';

/** What befalls one invocation. Everything but `run` is something that happens on AWS, though rarely. */
export type Fate =
  | { readonly kind: 'run' }
  /** The invocation is lost: its caller sees success, the function never ran. */
  | { readonly kind: 'lose' }
  /** The function is not reached: its caller sees a failure. */
  | { readonly kind: 'fail' }
  /** The function does its work and then dies: its caller sees a failure. */
  | { readonly kind: 'fail-after' }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** The function runs, and once more after a while: a copy of the event was still under way. */
  | { readonly kind: 'echo'; readonly milliseconds: number }
  /** The function runs this many times, at once. */
  | { readonly kind: 'repeat'; readonly times: number };

/** Decides the fate of each invocation; for tests of what at-least-once delivery and crashes do. */
export type Adversity = (invocation: { readonly functionName: FunctionName; readonly event: unknown }) => Fate;
