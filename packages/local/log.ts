/** One line of the local stack's own log: what happened, and its facts. Never secrets, never bodies. */
export type Log = (message: string, facts?: Readonly<Record<string, unknown>>) => void;

/** The text of whatever was thrown. */
export function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
