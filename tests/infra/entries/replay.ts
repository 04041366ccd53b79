/** Stands in for `functions/replay.ts` where only the template counts and nothing is bundled. */
export const handler = async (): Promise<void> => undefined;
