import { pointerTo } from './pointer.ts';
import { UnacceptableJson } from './unacceptable-json.ts';

/** Deeper values than this are refused: nobody means them, and recursive code downstream must not meet them. */
export const DEEPEST_NESTING = 64;
/** More members and elements than this are refused, so that the work of checking one body is bounded. */
export const MOST_VALUES = 50_000;

/** How deep and how large the value is so far, where in it the text is, and which keys its open objects have. */
export class JsonShape {
  readonly #open: Level[] = [];
  #values = 0;

  punctuation(character: number): void {
    switch (character) {
      case 123: // {
        this.#enter({ keys: new Set(), at: '' });
        break;
      case 91: // [
        this.#enter({ keys: null, at: 0 });
        break;
      case 125: // }
      case 93: // ]
        this.#open.pop();
        break;
      case 44: // ,
        this.#next();
    }
  }

  key(key: string): void {
    const level = this.#open.at(-1);
    if (key === '__proto__') throw new UnacceptableJson('the key "__proto__" is not allowed');
    if (level === undefined || level.keys === null) return; // no key stands outside of an object
    if (level.keys.has(key)) throw new UnacceptableJson(`the key ${JSON.stringify(key.slice(0, 100))} occurs twice`);
    level.keys.add(key);
    level.at = key;
  }

  /** The JSON Pointer of the value that the text is at. */
  pointer(): string {
    return pointerTo(this.#open.map(({ at }) => at));
  }

  #next(): void {
    this.#values += 1;
    if (this.#values > MOST_VALUES) throw new UnacceptableJson(`more than ${MOST_VALUES} values`);
    const level = this.#open.at(-1);
    if (level?.keys === null) level.at += 1;
  }

  #enter(level: Level): void {
    if (this.#open.length === DEEPEST_NESTING) {
      throw new UnacceptableJson(`nested deeper than ${DEEPEST_NESTING} levels`);
    }
    this.#open.push(level);
  }
}

/** An open object with its keys so far, or an open array; and the key or index that the text is at. */
type Level = { readonly keys: Set<string>; at: string } | { readonly keys: null; at: number };
