import type { Metrics } from '#services/system.ts';

const NAMESPACE = 'Baton';

/** Metrics by CloudWatch's embedded metric format: a log line each, and no call to anything. */
export const metrics: Metrics = {
  detectionLag: (seconds) => emit('DetectionLag', seconds, 'Seconds'),
  repairedDeadlines: (count) => emit('RepairedDeadlines', count, 'Count'),
};

/** How many deliveries and replays the sweeper had to send on. */
export function repairedDeliveries(count: number): void {
  emit('RepairedDeliveries', count, 'Count');
}

function emit(name: string, value: number, unit: 'Seconds' | 'Count'): void {
  const definition = { Namespace: NAMESPACE, Dimensions: [[]], Metrics: [{ Name: name, Unit: unit }] };
  const line = { _aws: { Timestamp: Date.now(), CloudWatchMetrics: [definition] }, [name]: value };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
