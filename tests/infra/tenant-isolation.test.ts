import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { allowedBy, called, ofType, resourcesOf } from './resources.ts';
import { synthesize } from './synthesize.ts';
import { allows, documentSchema, keysOf, onTable } from './table-policy.ts';

const resources = resourcesOf(synthesize());
const tenant = called(resources, 'PublicApi/TenantIsolation/TenantRole');
const own = called(resources, 'PublicApi/TenantIsolation/ApiPolicy');

const tenantStatements = z
  .array(z.object({ PolicyDocument: documentSchema }))
  .parse(tenant.properties['Policies'])
  .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
const ownStatements = documentSchema.parse(own.properties['PolicyDocument']).Statement;

/** The tag of the session, as a policy says it. */
const OWN = `\${aws:PrincipalTag/tenantId}`;
const ANY_TENANT = `ten_${'?'.repeat(26)}`;

describe('the role of a tenant', () => {
  it('opens the keys of the tenant that its session is tagged with, of the table and of its own indexes, and no others', () => {
    const statements = onTable(tenantStatements);
    expect(statements).toHaveLength(2);
    for (const statement of statements) {
      expect(keysOf(statement)).toEqual([[`T#${OWN}#*`, `P#deletion#${OWN}`], 'false']);
    }
    const allowed = allowedBy(tenant).filter((each) => each.startsWith('dynamodb:'));
    expect(allowed.filter((each) => each.includes('/index/'))).toEqual(
      ['by-contract', 'by-holder', 'by-state', 'by-subject', 'by-tenant'].map(
        (index) => `dynamodb:Query on Table/index/${index}`,
      ),
    );
    expect(allowed.some((each) => /Scan|PartiQL|Batch\w*Write|DescribeTable|\*/.test(each))).toBe(false);
  });

  it('is taken on by the API function alone, with a tag that names one tenant, and no other tag', () => {
    const { Statement } = documentSchema.parse(tenant.properties['AssumeRolePolicyDocument']);
    expect(Statement.flatMap(({ Action }) => Action).toSorted()).toEqual(['sts:AssumeRole', 'sts:TagSession']);
    for (const statement of Statement) {
      expect(statement.Principal).toEqual({ AWS: 'PublicApi/Api/Role.Arn' });
      expect(statement.Condition).toEqual({
        StringLike: { 'aws:RequestTag/tenantId': ANY_TENANT },
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['tenantId'] },
      });
    }
    expect(tenant.properties['MaxSessionDuration']).toBe(3_600);
  });

  it('is the only one that anything but a service of AWS can take on', () => {
    const taken = ofType(resources, 'AWS::IAM::Role').filter(({ properties }) =>
      JSON.stringify(properties['AssumeRolePolicyDocument']).includes('"AWS"'),
    );
    expect(taken.map(({ name }) => name)).toEqual([tenant.name]);
  });
});

describe('the API function itself', () => {
  const ANY = `ten_${'0'.repeat(26)}`;
  const may = (action: string, ...keys: readonly string[]) => allows(ownStatements, action, keys);
  const [tenantKey, keysKey, signUpKey] = ['tenant', 'api-keys', 'sign-up'].map((each) => `T#${ANY}#account#${each}`);

  it.each([
    ['finds out who calls', 'GetItem', [keysKey]],
    ['finds out of which plan they are', 'GetItem', [tenantKey]],
    ['tells of a deletion', 'GetItem', [`P#deletion#${ANY}`]],
    ['answers a stranger again', 'GetItem', ['P#idempotency#a']],
    [
      'lets in who signs up, with the answer that is kept, in one transaction',
      'PutItem',
      [tenantKey, keysKey, signUpKey, 'P#idempotency#0'],
    ],
    ['counts who signs up', 'UpdateItem', ['P#sign-ups']],
    ['reads how many did', 'GetItem', ['P#sign-ups']],
  ])('%s', (_what, action, keys) => {
    expect(may(action, ...keys.map(String))).toBe(true);
  });

  it.each([
    ['begins no deletion', 'PutItem', `P#deletion#${ANY}`],
    ['removes no key', 'DeleteItem', keysKey],
    ['removes no tenant', 'DeleteItem', tenantKey],
    ['changes no key in part', 'UpdateItem', keysKey],
    ['sets no bucket of sign-ups', 'PutItem', 'P#sign-ups'],
    ['lists no keys', 'Query', keysKey],
    ['reads no audit log', 'GetItem', `T#${ANY}#account#audit`],
    ['reads no data of a tenant', 'GetItem', `T#${ANY}#live#contracts`],
    ['writes no data of a tenant', 'PutItem', `T#${ANY}#live#contracts`],
    ['reads no answer of a tenant', 'GetItem', `T#${ANY}#live#idempotency#a`],
    ['writes nothing of the platform that has no name here', 'PutItem', 'P#other'],
  ])('%s', (_what, action, key) => {
    expect(may(action, String(key))).toBe(false);
  });

  it('does so with the table alone, and takes on the role of a tenant for all else', () => {
    expect(own.properties['Roles']).toEqual(['PublicApi/Api/Role']);
    const ofTable = onTable(ownStatements);
    expect(ofTable.flatMap(({ Action }) => Action)).toEqual([
      'dynamodb:GetItem',
      'dynamodb:UpdateItem',
      'dynamodb:PutItem',
    ]);
    for (const { Resource } of ofTable) expect(Resource).toBe('Table.Arn');
    const sts = ownStatements.filter(({ Action }) => Action.some((action) => action.startsWith('sts:')));
    expect(sts).toMatchObject([
      { Action: ['sts:AssumeRole', 'sts:TagSession'], Resource: 'PublicApi/TenantIsolation/TenantRole.Arn' },
    ]);
    const keys = ownStatements.filter(({ Action }) => Action.some((action) => action.startsWith('kms:')));
    expect(keys).toHaveLength(1);
  });

  it('has nothing of the table by its own role', () => {
    const granted = allowedBy(called(resources, 'PublicApi/Api/Role'));
    expect(granted.filter((each) => !/^(?:logs|xray):/.test(each))).toEqual([]);
  });
});
