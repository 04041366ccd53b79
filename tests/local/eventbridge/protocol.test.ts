import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startTestEventServer } from './test-event-server.ts';

async function post(url: string, target: string | undefined, body: string): Promise<[number, unknown]> {
  const headers = { 'content-type': 'application/x-amz-json-1.1', ...(target && { 'x-amz-target': target }) };
  const response = await fetch(url, { method: 'POST', headers, body });
  return [response.status, await response.json()];
}

test('a body that is not a JSON object is SerializationException in both protocols', async () => {
  const { server } = await startTestEventServer();
  for (const body of ['{', '[]', '"x"', '[[[['.repeat(50_000), '\u0000']) {
    expect(await post(server.url, 'AWSEvents.PutEvents', body)).toMatchObject([
      400,
      { __type: 'SerializationException' },
    ]);
    const response = await fetch(`${server.url}/schedules/x`, { method: 'POST', body });
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([400, 'SerializationException']);
  }
});

test('a member of another type than the model says is SerializationException, and null is absent', async () => {
  const { server } = await startTestEventServer();
  expect(await post(server.url, 'AWSEvents.PutEvents', '{"Entries":{}}')).toMatchObject([
    400,
    { __type: 'SerializationException', message: 'entries has a value of an unexpected type.' },
  ]);
  expect(await post(server.url, 'AWSEvents.PutEvents', '{"Entries":null}')).toMatchObject([
    400,
    { __type: 'ValidationException' },
  ]);
});

test('an unknown operation, path or method is UnknownOperationException', async () => {
  const { server } = await startTestEventServer();
  for (const target of ['AWSEvents.Nothing', 'AWSEvents.constructor', '']) {
    expect((await post(server.url, target || 'x', '{}'))[1]).toMatchObject({ __type: 'UnknownOperationException' });
  }
  for (const [method, path] of [
    ['GET', '/'],
    ['PATCH', '/schedules/x'],
    ['POST', '/schedules'],
    ['GET', '/other/x'],
  ] as const) {
    const response = await fetch(server.url + path, { method });
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([404, 'UnknownOperationException']);
  }
});

test('a path that is not percent-encoded and a page size that is no number are ValidationException', async () => {
  const { server } = await startTestEventServer();
  for (const path of [
    '/schedules/%E0%A4%A',
    '/schedules?MaxResults=x',
    '/schedules?MaxResults=1.5',
    '/schedules?MaxResults=0',
  ]) {
    const response = await fetch(server.url + path);
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([400, 'ValidationException']);
  }
});

test('a body beyond two mebibytes is cut off with status 413', async () => {
  const { server } = await startTestEventServer();
  const body = JSON.stringify({ Entries: [], padding: 'x'.repeat(2 * 1024 * 1024) });
  const response = await fetch(server.url, {
    method: 'POST',
    headers: { 'x-amz-target': 'AWSEvents.PutEvents' },
    body,
  });
  expect(response.status).toBe(413);
});

test('no request makes an unexpected error', async () => {
  const failures: string[] = [];
  const { server } = await startTestEventServer({ log: (message) => failures.push(message) });
  const member = fc.constantFrom(
    ...[
      'Name',
      'EventBusName',
      'EventPattern',
      'Entries',
      'Detail',
      'DetailType',
      'Source',
      'Targets',
      'Rule',
      'Id',
      'Arn',
    ],
    ...[
      'Target',
      'RoleArn',
      'ScheduleExpression',
      'FlexibleTimeWindow',
      'Mode',
      'Ids',
      'Tags',
      'NextToken',
      'Limit',
      'Time',
    ],
  );
  const { value: values } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(
        'a',
        'OFF',
        'arn:aws:lambda:x:123456789012:function:f',
        'at(2026-01-01T00:00:00)',
        '{}',
        '%',
        '../',
      ),
      fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null)),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(member, tie('value'), { maxKeys: 5 }),
    ),
  }));
  const bodies = fc.dictionary(member, values, { maxKeys: 8 }).map((body) => JSON.stringify(body));
  const operations = [
    'PutEvents',
    'PutRule',
    'PutTargets',
    'CreateEventBus',
    'TestEventPattern',
    'ListRules',
    'TagResource',
  ];
  const requests = fc.oneof(
    fc.tuple(
      fc.constantFrom(...operations).map((name) => `AWSEvents.${name}`),
      fc.constant('/'),
      bodies,
    ),
    fc.tuple(fc.constant(undefined), fc.constantFrom('/schedules/a', '/schedule-groups/a', '/tags/arn:x'), bodies),
  );
  await fc.assert(
    fc.asyncProperty(requests, async ([target, path, body]) => {
      const [status] = await post(server.url + path, target, body);
      expect(status).toBeLessThan(500);
    }),
    { numRuns: 500 },
  );
  expect(failures).toEqual([]);
});
