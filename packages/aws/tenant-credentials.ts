import type { STSClient } from '@aws-sdk/client-sts';

/** Credentials that a client signs with, and until when. */
export interface TenantCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** The longest that a role may be taken on by one that was itself taken on, as a function's is. */
const SESSION_SECONDS = 3_600;
/** From so long before their end on, credentials are renewed, while those that are held still serve. */
const RENEWED_BEFORE_MS = 10 * 60_000;
/** Nothing is signed with what ends so soon: it is still to arrive. */
const SPARE_MS = 30_000;

export interface TenantRole {
  /** Loaded with the first tenant. */
  readonly sts: () => Promise<Pick<STSClient, 'send'>>;
  readonly roleArn: string;
  /** In milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Credentials for what one tenant owns and nothing else: those of a role whose policy goes by the tag that the session
 * carries. They are asked for once for all who wait, and renewed beside the requests of their last ten minutes.
 */
export function tenantCredentials(role: TenantRole, tenantId: string): () => Promise<TenantCredentials> {
  let held: TenantCredentials | undefined;
  let pending: Promise<TenantCredentials> | undefined;
  const renew = () => {
    pending ??= assume(role, tenantId)
      .then((fresh) => {
        held = fresh;
        return fresh;
      })
      .finally(() => {
        pending = undefined;
      });
    return pending;
  };
  return async () => {
    const leftMs = held === undefined ? 0 : held.expiration.getTime() - role.now();
    if (held === undefined || leftMs < SPARE_MS) return renew();
    if (leftMs < RENEWED_BEFORE_MS) renew().catch(() => undefined); // those that are held serve, and the next tries again
    return held;
  };
}

async function assume({ sts, roleArn }: TenantRole, tenantId: string): Promise<TenantCredentials> {
  const [{ AssumeRoleCommand }, client] = await Promise.all([import('@aws-sdk/client-sts'), sts()]);
  const { Credentials: given } = await client.send(
    new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: tenantId, // names the tenant in CloudTrail
      Tags: [{ Key: 'tenantId', Value: tenantId }],
      DurationSeconds: SESSION_SECONDS,
    }),
  );
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = given ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) throw new Error('STS gave no credentials');
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
  };
}
