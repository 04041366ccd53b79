/** Stands in for `functions/relay.ts` where only the template counts and nothing is bundled. */
export const handler = async (): Promise<void> => undefined;
