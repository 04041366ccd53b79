/** Stands in for `functions/review.ts` where only the template counts and nothing is bundled. */
export const handler = async (): Promise<void> => undefined;
