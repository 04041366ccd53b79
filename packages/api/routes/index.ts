import type { Route } from '../route.ts';
import { getHealth } from './health.ts';

/** Every route of the API, in the order in which the reference shows them. */
export const ROUTES: readonly Route[] = [getHealth];
