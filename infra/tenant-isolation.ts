import { Duration } from 'aws-cdk-lib';
import {
  ArnPrincipal,
  CfnPolicy,
  type IRole,
  PolicyDocument,
  type PolicyStatement,
  PrincipalWithConditions,
  Role,
  SessionTagsPrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';
import { allow, type ItemAction, useTable } from './permissions.ts';

/** What a tenant's requests do with items, and the indexes that they read. */
const ITEMS = [
  'GetItem',
  'BatchGetItem',
  'Query',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'ConditionCheckItem',
] as const satisfies readonly ItemAction[];
const INDEXES = ['by-contract', 'by-subject', 'by-holder', 'by-state', 'by-tenant'] as const;

/** Of one form, so that nothing in a tag can stand for more than one tenant. */
const ANY_TENANT = `ten_${'?'.repeat(26)}`;
const TAG = 'tenantId';
/** The tag of the session that asks, as a policy says it. */
const OWN = `\${aws:PrincipalTag/${TAG}}`;

/** The platform's own partitions, each by name: a tenant's deletion, the answers that are kept for strangers, their bucket. */
const DELETIONS = `P#deletion#${ANY_TENANT}`;
const STRANGERS_ANSWERS = 'P#idempotency#?';
const SIGN_UPS = 'P#sign-ups';

function accountKey(partition: string): string {
  return `T#${ANY_TENANT}#account#${partition}`;
}

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/**
 * On a request to DynamoDB: that it names partition keys, and none but such. For an index they are those of the index.
 */
function leadingKeys(patterns: readonly string[]): Conditions {
  return {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': patterns },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  };
}

export interface TenantIsolationProps {
  readonly deployment: Deployment;
  /** The role of the function that answers tenants' requests. */
  readonly api: IRole;
}

/**
 * The wall between tenants that does not rest on our code: the data of a request is read and written by a role whose
 * session carries the tenant's id as a tag, and whose policy opens the keys of that tenant alone. By its own role the API finds
 * out who calls, lets in who signs up, and tells of a deletion by its receipt. As IAM knows no "only if it is not there", that
 * role could also write over the account or a key of any tenant; it can remove nothing, list nothing and begin no deletion.
 */
export class TenantIsolation extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, { deployment, api }: TenantIsolationProps) {
    super(scope, id);
    const { data } = deployment;
    this.role = new Role(this, 'TenantRole', {
      description: 'What the requests of one tenant may do, by the tag of the session',
      assumedBy: this.trusted(api),
      maxSessionDuration: Duration.hours(1),
      inlinePolicies: {
        tenant: new PolicyDocument({
          statements: withKeys(useTable(data, { items: ITEMS, indexes: INDEXES }), [
            `T#${OWN}#*`,
            `P#deletion#${OWN}`, // begun with the tenant's closing
          ]),
        }),
      },
    });
    const own = new PolicyDocument({ statements: [...this.admission(deployment), this.takeOn()] });
    // apart from the role, which the tenant role names: neither could be made before the other
    new CfnPolicy(this, 'ApiPolicy', {
      policyName: 'tenants',
      roles: [api.roleName],
      policyDocument: own,
    });
  }

  /** The API function alone, and with the one tag. */
  private trusted(api: IRole): SessionTagsPrincipal {
    const conditions = {
      StringLike: { [`aws:RequestTag/${TAG}`]: ANY_TENANT },
      'ForAllValues:StringEquals': { 'aws:TagKeys': [TAG] },
    };
    return new SessionTagsPrincipal(new PrincipalWithConditions(new ArnPrincipal(api.roleArn), conditions));
  }

  private takeOn(): PolicyStatement {
    return allow(['sts:AssumeRole', 'sts:TagSession'], [this.role.roleArn]);
  }

  /**
   * One statement for each action, as all the keys of a transaction must be of one: reading keys and tenants, to find out who
   * calls; putting them, with the answer that is kept of it, for who signs up; counting sign-ups.
   */
  private admission({ data }: Deployment): PolicyStatement[] {
    const on = (action: ItemAction, keys: readonly string[]) => withKeys(useTable(data, { items: [action] }), keys);
    const accounts = ['tenant', 'api-keys'].map(accountKey);
    return [
      ...on('GetItem', [...accounts, DELETIONS, STRANGERS_ANSWERS, SIGN_UPS]).slice(0, 1),
      ...on('UpdateItem', [SIGN_UPS]).slice(0, 1),
      ...on('PutItem', [...accounts, accountKey('sign-up'), STRANGERS_ANSWERS]), // with the use of the table's key
    ];
  }
}

/** Those of `statements` that are about the table and its indexes hold for certain keys alone. */
function withKeys(statements: readonly PolicyStatement[], patterns: readonly string[]): PolicyStatement[] {
  const conditions = leadingKeys(patterns);
  for (const statement of statements) {
    if (statement.actions.some((action) => action.startsWith('dynamodb:'))) statement.addConditions({ ...conditions });
  }
  return [...statements];
}
