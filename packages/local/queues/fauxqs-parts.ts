import { buildApp } from 'fauxqs';

type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;
type Queue = ReturnType<Stores['sqsStore']['allQueues']> extends Iterable<infer Q> ? Q : never;
type Message = Queue['messages'][number];
type CreateMessage = (
  body: string,
  attributes?: Message['messageAttributes'],
  delaySeconds?: number,
  group?: string,
  deduplicationId?: string,
) => Message;
type Persistence = NonNullable<Stores['sqsStore']['persistence']>;

/** What fauxqs is made of, which its package does not export one by one. */
export interface FauxqsParts {
  readonly SqsStore: { createMessage: CreateMessage; new (): Stores['sqsStore'] };
  readonly SqsQueue: { readonly prototype: Queue; new (...parameters: never[]): Queue };
  readonly SnsStore: new () => Stores['snsStore'];
  readonly S3Store: new () => Stores['s3Store'];
  readonly PersistenceManager: new (dataDir: string) => Persistence;
  readonly buildApp: typeof buildApp;
}

/**
 * fauxqs' own start function listens on every address of the machine, and its `exports` hide the stores and the
 * persistence that a server on loopback alone must be put together from. They lie beside its entry point.
 */
export async function loadFauxqsParts(): Promise<FauxqsParts> {
  const entry = import.meta.resolve('fauxqs');
  const part = (path: string): Promise<Record<string, unknown>> => import(new URL(path, entry).href);
  const [sqs, sns, s3, persistence] = await Promise.all([
    part('sqs/sqsStore.js'),
    part('sns/snsStore.js'),
    part('s3/s3Store.js'),
    part('persistence.js'),
  ]);
  return {
    SqsStore: classOf<FauxqsParts['SqsStore']>(sqs, 'SqsStore'),
    SqsQueue: classOf<FauxqsParts['SqsQueue']>(sqs, 'SqsQueue'),
    SnsStore: classOf<FauxqsParts['SnsStore']>(sns, 'SnsStore'),
    S3Store: classOf<FauxqsParts['S3Store']>(s3, 'S3Store'),
    PersistenceManager: classOf<FauxqsParts['PersistenceManager']>(persistence, 'PersistenceManager'),
    buildApp,
  };
}

// The one cast: a hidden module has no types to import; the version is pinned and the queue tests hold its behaviour.
function classOf<T>(module: Record<string, unknown>, name: string): T {
  const value = module[name];
  if (typeof value !== 'function') throw new Error(`fauxqs has no ${name}: its version is not the pinned one`);
  return value as T;
}
