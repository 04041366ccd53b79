import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { allowedBy, called, ofType, resourcesOf } from './resources.ts';
import { synthesize } from './synthesize.ts';

const resources = resourcesOf(synthesize());
const tenant = called(resources, 'PublicApi/TenantIsolation/TenantRole');
const own = called(resources, 'PublicApi/TenantIsolation/ApiPolicy');

const statementSchema = z.object({
  Effect: z.string(),
  Action: z.union([z.string().transform((one) => [one]), z.array(z.string())]),
  Resource: z.unknown().optional(),
  Principal: z.unknown().optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});
const documentSchema = z.object({ Statement: z.array(statementSchema) });
type Statement = z.infer<typeof statementSchema>;

const tenantStatements = z
  .array(z.object({ PolicyDocument: documentSchema }))
  .parse(tenant.properties['Policies'])
  .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
const ownStatements = documentSchema.parse(own.properties['PolicyDocument']).Statement;

const onTable = (statements: readonly Statement[]) =>
  statements.filter(({ Action }) => Action.some((action) => action.startsWith('dynamodb:')));
const keysOf = ({ Condition }: Statement) => [
  Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'],
  Condition?.['Null']?.['dynamodb:LeadingKeys'],
];

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
  it('reads and writes accounts and what is the platform’s, and takes on the role of a tenant for all else', () => {
    expect(own.properties['Roles']).toEqual(['PublicApi/Api/Role']);
    const accounts = ['tenant', 'api-keys'].map((partition) => `T#${ANY_TENANT}#account#${partition}`);
    const [items, counts, ...others] = onTable(ownStatements);
    expect(others).toEqual([]);
    expect(items?.Action).toEqual(['dynamodb:GetItem', 'dynamodb:PutItem']);
    expect(items && keysOf(items)).toEqual([[...accounts, 'P#*'], 'false']);
    expect(counts?.Action).toEqual(['dynamodb:UpdateItem']);
    expect(counts && keysOf(counts)).toEqual([['P#sign-ups'], 'false']);
    for (const { Resource } of [items, counts].filter((each) => each !== undefined)) expect(Resource).toBe('Table.Arn');
    const sts = ownStatements.filter(({ Action }) => Action.some((action) => action.startsWith('sts:')));
    expect(sts).toMatchObject([
      { Action: ['sts:AssumeRole', 'sts:TagSession'], Resource: 'PublicApi/TenantIsolation/TenantRole.Arn' },
    ]);
  });

  it('has nothing of the table by its own role', () => {
    const granted = allowedBy(called(resources, 'PublicApi/Api/Role'));
    expect(granted.filter((each) => !/^(?:logs|xray):/.test(each))).toEqual([]);
  });
});
