import * as z from 'zod';

/**
 * zod compiles a schema to code when it is first used. A container uses most of its schemas a few times in a cold start and
 * then for small bodies, where the compiling costs more than it ever saves; measured both cold and warm.
 */
z.config({ jitless: true });
