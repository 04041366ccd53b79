/** Where an invocation goes. */
export type TargetKind = 'lambda' | 'queue' | 'fifo-queue';

const LAMBDA = /^arn:aws(?:-[a-z]+)*:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]+(?::[A-Za-z0-9_$-]+)?$/;
const QUEUE = /^arn:aws(?:-[a-z]+)*:sqs:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]+(\.fifo)?$/;

/** The kind of a target; undefined for the many that AWS can invoke and the local stack cannot. */
export function targetKind(arn: string): TargetKind | undefined {
  if (LAMBDA.test(arn)) return 'lambda';
  const queue = QUEUE.exec(arn);
  if (queue === null) return undefined;
  return queue[1] === undefined ? 'queue' : 'fifo-queue';
}
