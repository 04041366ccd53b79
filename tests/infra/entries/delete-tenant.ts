/** Stands in for `functions/delete-tenant.ts` where only the template counts and nothing is bundled. */
export const handler = async (): Promise<void> => undefined;
