import * as z from 'zod';
import { once } from '#domain/once.ts';
import { idSchema } from '#domain/wire.ts';

/** The parameters of a path that ends in, or goes through, the id of one resource. */
export function idParams(prefix: string) {
  return once(() => z.strictObject({ id: idSchema(prefix) }));
}
