import { queueFunction } from '../queue-function.ts';

export const handler = queueFunction('review');
