/** Stands in for `functions/sweep.ts` where only the template counts and nothing is bundled. */
export const handler = async (): Promise<void> => undefined;
