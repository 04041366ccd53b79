/** Stands in for `functions/route.ts` where only the template counts and nothing is bundled. */
export const handler = async (): Promise<void> => undefined;
