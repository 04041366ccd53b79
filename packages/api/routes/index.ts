import type { Route } from '../route.ts';
import { MANAGEMENT_ROUTES } from './management.ts';
import { OPERATION_ROUTES } from './operation.ts';

/** Every route of the API, for the reference and for tests; the API function loads them as `tiered-app.ts` says. */
export const ROUTES: readonly Route[] = [...MANAGEMENT_ROUTES, ...OPERATION_ROUTES];
