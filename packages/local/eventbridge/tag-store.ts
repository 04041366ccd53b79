import { validationError } from '../aws-protocol/aws-error.ts';
import type { Database } from './database.ts';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** AWS allows this many user tags on a resource. */
const MAX_TAGS = 50;

/** The tags of any resource, by its ARN. */
export class TagStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Throws ValidationException past 50 tags, leaving the tags as they were. */
  add(arn: string, tags: readonly Tag[]): void {
    this.#database.transaction(() => {
      for (const { Key, Value } of tags) {
        this.#database.run('INSERT OR REPLACE INTO tags VALUES (?, ?, ?)', arn, Key, Value);
      }
      if (this.list(arn).length > MAX_TAGS) throw validationError(`A resource cannot have more than ${MAX_TAGS} tags.`);
    });
  }

  remove(arn: string, keys: readonly string[]): void {
    for (const key of keys) this.#database.run('DELETE FROM tags WHERE arn = ? AND key = ?', arn, key);
  }

  removeAll(arn: string): void {
    this.#database.run('DELETE FROM tags WHERE arn = ?', arn);
  }

  list(arn: string): readonly Tag[] {
    return this.#database
      .all('SELECT key, value FROM tags WHERE arn = ? ORDER BY key', arn)
      .map((row) => ({ Key: String(row['key']), Value: String(row['value']) }));
  }
}
