/** The demo has seen something other than it promises. The message says what was expected and what came. */
export class DemoFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DemoFailure';
  }
}

/** Goes on only if `condition` holds. Throws DemoFailure with `message`. */
export function expect(condition: boolean, message: string): asserts condition {
  if (!condition) throw new DemoFailure(message);
}

/** `value`, which has to be there. Throws DemoFailure naming `what` is missing. */
export function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new DemoFailure(`${what} is missing`);
  return value;
}
