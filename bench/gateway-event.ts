/** A request as API Gateway hands it over, payload format 2.0. */
export function gatewayEvent(method: string, path: string, body: unknown, token: string) {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: {
      host: 'api.example.com',
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'user-agent': 'bench',
      'x-forwarded-proto': 'https',
    },
    requestContext: {
      accountId: '000000000000',
      apiId: 'bench',
      domainName: 'api.example.com',
      domainPrefix: 'api',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'bench' },
      requestId: 'bench',
      routeKey: '$default',
      stage: '$default',
      time: '22/Nov/2026:00:00:00 +0000',
      timeEpoch: 1_795_305_600_000,
    },
    body: JSON.stringify(body),
    isBase64Encoded: false,
  };
}
