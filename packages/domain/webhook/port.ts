/** Ports above 1023 of protocols that can be made to act on an HTTP request: WHATWG Fetch, "port blocking". */
const BLOCKED_HIGH_PORTS: ReadonlySet<number> = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

/** Stores and queues that read lines of plain text, so that a POST could carry commands to a careless one. */
const TEXT_PROTOCOL_PORTS: ReadonlySet<number> = new Set([6379, 11211, 4150, 4222, 5672, 61613]);

/** Whether an endpoint may not listen on `port`: everything below 1024 but 80 and 443, and the ports of other protocols. */
export function isForbiddenPort(port: number): boolean {
  if (port === 80 || port === 443) return false;
  return port < 1024 || BLOCKED_HIGH_PORTS.has(port) || TEXT_PROTOCOL_PORTS.has(port);
}
