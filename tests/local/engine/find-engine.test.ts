import { describe, expect, test } from 'vitest';
import { findEngine, type Machine } from '#local/engine/find-engine.ts';

function machine(overrides: Partial<Machine> & { readonly files?: readonly string[] }): Machine {
  const files = overrides.files ?? [];
  return {
    environment: {},
    platform: 'linux',
    architecture: 'x64',
    packageFolder: () => undefined,
    isExecutable: (path) => files.includes(path),
    exists: (path) => files.includes(path),
    ...overrides,
  };
}

const withBinary = { packageFolder: () => '/modules/engine', files: ['/modules/engine/dynoxide'] };

describe('the DynamoDB engine', () => {
  test('is the one the user names, before any other', () => {
    const environment = { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000/' };
    expect(findEngine(machine({ ...withBinary, environment }))).toEqual({
      kind: 'endpoint',
      url: 'http://127.0.0.1:8000',
    });
  });

  test.each([
    'https://dynamodb.us-east-1.amazonaws.com',
    'https://DynamoDB.eu-west-1.API.AWS',
    'https://x.amazonaws.com.',
  ])('is never AWS itself (%s)', (url) => {
    const engine = findEngine(machine({ ...withBinary, environment: { AWS_ENDPOINT_URL_DYNAMODB: url } }));
    expect(engine).toMatchObject({ kind: 'missing', message: expect.stringContaining('never contacts AWS') });
  });

  test.each(['localhost:8000', 'not a url', 'file:///tmp/db'])('is not looked for at %j', (url) => {
    const engine = findEngine(machine({ environment: { AWS_ENDPOINT_URL_DYNAMODB: url } }));
    expect(engine).toMatchObject({ kind: 'missing', message: expect.stringContaining('AWS_ENDPOINT_URL_DYNAMODB') });
  });

  test("is the platform's package where there is one", () => {
    expect(findEngine(machine(withBinary))).toEqual({ kind: 'dynoxide', binary: '/modules/engine/dynoxide' });
  });

  test('is DynamoDB Local for Java where there is no package', () => {
    const files = ['/ddb/DynamoDBLocal.jar', '/bin/java'];
    const environment = { DYNAMODB_LOCAL_DIR: '/ddb', PATH: '/usr/bin:/bin' };
    expect(findEngine(machine({ platform: 'darwin', architecture: 'arm64', environment, files }))).toEqual({
      kind: 'dynamodb-local',
      java: '/bin/java',
      folder: '/ddb',
    });
  });

  test('missing is a message with a command for this very platform', () => {
    const engine = findEngine(machine({ platform: 'darwin', architecture: 'arm64' }));
    expect(engine).toMatchObject({
      kind: 'missing',
      message: expect.stringContaining('npm install --no-save @dynoxide/darwin-arm64@'),
    });
  });
});
