import { type Database, endOfPrefix, type Row } from './database.ts';
import type { RuleTarget } from './requests.ts';

/** Instants are epoch milliseconds. */
export interface StoredBus {
  readonly name: string;
  readonly description: string | undefined;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

export interface StoredRule {
  readonly bus: string;
  readonly name: string;
  readonly eventPattern: string;
  readonly state: 'ENABLED' | 'DISABLED' | 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
  readonly description: string | undefined;
  readonly roleArn: string | undefined;
}

/** Buses, their rules and the rules' targets. */
export class RuleStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  findBus(name: string): StoredBus | undefined {
    return document<StoredBus>(this.#database.get('SELECT document FROM buses WHERE name = ?', name));
  }

  putBus(bus: StoredBus): void {
    this.#database.run('INSERT OR REPLACE INTO buses VALUES (?, ?)', bus.name, JSON.stringify(bus));
  }

  deleteBus(name: string): void {
    this.#database.run('DELETE FROM buses WHERE name = ?', name);
  }

  listBuses(prefix: string, after: string, limit: number): readonly StoredBus[] {
    const end = endOfPrefix(prefix);
    return documents<StoredBus>(
      this.#database.all(
        'SELECT document FROM buses WHERE name > ? AND name >= ? AND name < ? ORDER BY name LIMIT ?',
        after,
        prefix,
        end,
        limit,
      ),
    );
  }

  findRule(bus: string, name: string): StoredRule | undefined {
    return document<StoredRule>(this.#database.get('SELECT document FROM rules WHERE bus = ? AND name = ?', bus, name));
  }

  putRule(rule: StoredRule): void {
    this.#database.run('INSERT OR REPLACE INTO rules VALUES (?, ?, ?)', rule.bus, rule.name, JSON.stringify(rule));
  }

  deleteRule(bus: string, name: string): void {
    this.#database.run('DELETE FROM rules WHERE bus = ? AND name = ?', bus, name);
  }

  listRules(bus: string, prefix: string, after: string, limit: number): readonly StoredRule[] {
    const end = endOfPrefix(prefix);
    return documents<StoredRule>(
      this.#database.all(
        'SELECT document FROM rules WHERE bus = ? AND name > ? AND name >= ? AND name < ? ORDER BY name LIMIT ?',
        bus,
        after,
        prefix,
        end,
        limit,
      ),
    );
  }

  putTarget(bus: string, rule: string, target: RuleTarget): void {
    this.#database.run(
      'INSERT OR REPLACE INTO targets VALUES (?, ?, ?, ?, ?)',
      bus,
      rule,
      target.Id,
      target.Arn,
      JSON.stringify(target),
    );
  }

  deleteTarget(bus: string, rule: string, id: string): boolean {
    return this.#database.run('DELETE FROM targets WHERE bus = ? AND rule = ? AND id = ?', bus, rule, id) > 0;
  }

  listTargets(bus: string, rule: string, after: string, limit: number): readonly RuleTarget[] {
    return documents<RuleTarget>(
      this.#database.all(
        'SELECT document FROM targets WHERE bus = ? AND rule = ? AND id > ? ORDER BY id LIMIT ?',
        bus,
        rule,
        after,
        limit,
      ),
    );
  }

  listRuleNamesByTarget(bus: string, targetArn: string, after: string, limit: number): readonly string[] {
    return this.#database
      .all(
        'SELECT DISTINCT rule FROM targets WHERE bus = ? AND arn = ? AND rule > ? ORDER BY rule LIMIT ?',
        bus,
        targetArn,
        after,
        limit,
      )
      .map((row) => String(row['rule']));
  }
}

/** Documents are written by this class alone, so their shape is known. */
function document<Document>(row: Row | undefined): Document | undefined {
  return row === undefined ? undefined : (JSON.parse(String(row['document'])) as Document);
}

function documents<Document>(rows: readonly Row[]): readonly Document[] {
  return rows.flatMap((row) => document<Document>(row) ?? []);
}
