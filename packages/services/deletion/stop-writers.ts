import { MODES, type Mode } from '#domain/wire.ts';
import { SIGN_UP_NOTES } from '#storage/sign-up-note.ts';
import type { Pass } from './pass.ts';

const PAGE = 100;

/**
 * Takes away all by which anything could still be written for the tenant: its keys, without which nobody calls; its
 * endpoints, without which nothing is delivered; and the states of its handoffs, without which nothing falls due.
 * Endpoints and handoffs leave their names behind, as the rest of them goes after a pause. The answer to the sign-up, which
 * tells who it was, goes at once; `forgetSignUp` removes it.
 */
export async function stopWriters(pass: Pass, forgetSignUp: (name: string) => Promise<void>): Promise<void> {
  const before = pass.removed;
  for (const partition of ['api-keys', 'tenant']) await pass.drain('account', partition);
  if (pass.removed > before) pass.stirred = true;
  // the note goes after what it names, which nothing else would find
  await pass.drain('account', SIGN_UP_NOTES, {
    before: async (notes) => {
      for (const { sort } of notes) await forgetSignUp(sort);
    },
  });
  for (const mode of MODES) {
    await retireEndpoints(pass, mode);
    await stubHandoffs(pass, mode);
  }
}

async function retireEndpoints(pass: Pass, mode: Mode): Promise<void> {
  while (pass.goOn()) {
    const endpoints = await pass.remains.first(mode, 'endpoints', PAGE);
    if (endpoints.length === 0) return;
    pass.stirred = true;
    await pass.remains.retire(
      mode,
      'endpoints',
      endpoints.map(({ sort }) => sort),
    );
  }
}

/** In the order of their ids: the index may show for a moment what is gone already. */
async function stubHandoffs(pass: Pass, mode: Mode): Promise<void> {
  for (let after: string | undefined; pass.goOn(); ) {
    const ids = await pass.remains.handoffs(mode, { limit: PAGE, after });
    if (ids.length === 0) return;
    pass.stirred = true;
    await pass.remains.stub(mode, ids);
    after = ids.at(-1);
  }
}
