import { afterAll, afterEach, expect } from 'vitest';
import { answerChecker, type Exchange } from './answer-faults.ts';
import { readDocument } from './document.ts';

const origins = new Set<string>();
const faults: string[] = [];
let checker: ReturnType<typeof answerChecker> | undefined;

/** From now on every answer of this origin is held to the document. For stacks that run the product's own functions. */
export function holdToContract(url: string): void {
  origins.add(new URL(url).origin);
}

/** Writes down what is wrong with an answer; the test that is running fails for it, whoever made the request. */
export function checkAnswer(url: string, exchange: Omit<Exchange, 'path'>): void {
  const { origin } = new URL(url);
  if (!origins.has(origin)) return;
  checker ??= answerChecker(readDocument());
  const [path = ''] = url.slice(origin.length).split('?');
  faults.push(...checker({ ...exchange, path }));
}

const bare = globalThis.fetch;

/** Everything that tests, the SDK and tools under test fetch in this process goes through here. */
globalThis.fetch = async (input, init) => {
  const answer = await bare(input, init);
  const request = input instanceof Request ? input : undefined;
  const method = init?.method ?? request?.method ?? 'GET';
  const { status, headers } = answer;
  const text = await bodyOf(answer.clone());
  if (text !== undefined) checkAnswer(request?.url ?? String(input), { method, status, headers, text });
  return answer;
};

/** The whole body; undefined where the server was killed on the way, which the reader of the answer will see. */
async function bodyOf(answer: Response): Promise<string | undefined> {
  try {
    return await answer.text();
  } catch {
    return undefined;
  }
}

function expectNoFaults(): void {
  expect(faults.splice(0), 'answers that differ from openapi.yaml').toEqual([]);
}
afterEach(expectNoFaults);
afterAll(expectNoFaults);
