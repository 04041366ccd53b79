import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

export interface Access {
  readonly url: string;
  readonly apiKey: string;
}

/** Writes the page of every month's review into `folder`; answers where they are. The SDK asks for JSON alone. */
export async function keepReviews(
  { url, apiKey }: Access,
  months: readonly string[],
  folder: string,
  signal: AbortSignal,
): Promise<string> {
  const reviews = resolve(folder, 'reviews');
  await mkdir(reviews, { recursive: true });
  for (const month of months) {
    const headers = { authorization: `Bearer ${apiKey}`, accept: 'text/html' };
    const answer = await fetch(new URL(`/v1/reviews/${month}`, url), { headers, signal });
    if (!answer.ok) throw new Error(`the page of the review of ${month} was refused: ${answer.status}`);
    await writeFile(join(reviews, `${month}.html`), await answer.text());
  }
  return reviews;
}
