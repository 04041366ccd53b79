import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Display, openDisplay } from '../../../scripts/demo/display.ts';

afterEach(() => {
  vi.useRealTimers();
});

function displayOn(screen: { isTTY?: boolean; columns?: number }): { display: Display; written: () => string } {
  let text = '';
  const display = openDisplay({ ...screen, write: (more) => (text += more) }, (tone, painted) => `<${tone}>${painted}`);
  return { display, written: () => text };
}

describe('the progress display', () => {
  it('writes one plain line per step where there is no terminal, with its details below', async () => {
    const { display, written } = displayOn({});
    const result = await display.step('Sign up', async ({ doing, summary, detail }) => {
      doing('calling');
      summary('a tenant');
      detail('more');
      return 7;
    });
    expect(result).toBe(7);
    expect(written()).toBe('<green>✓ Sign up  <dim>a tenant\n    <dim>more\n');
  });

  it('marks the step that failed, keeps what it had said, and passes the error on', async () => {
    const { display, written } = displayOn({});
    const failing = display.step('Publish', async ({ detail }) => {
      detail('tried');
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    expect(written()).toBe('<red>✗ Publish\n    <dim>tried\n');
  });

  it('turns a spinner on a terminal while the step is under way, and stops it after', async () => {
    vi.useFakeTimers();
    const { display, written } = displayOn({ isTTY: true, columns: 80 });
    const end = Promise.withResolvers<void>();
    const step = display.step('Wait', async ({ doing }) => {
      doing('for it');
      await end.promise;
    });
    await vi.advanceTimersByTimeAsync(100);
    expect(written()).toContain('Wait  for it');
    end.resolve();
    await step;
    expect(written().endsWith('\r\u001b[2K<green>✓ Wait\n')).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([40, 0, undefined])('never lets the spinner wrap on a terminal of %j columns', async (columns) => {
    const { display, written } = displayOn({ isTTY: true, ...(columns === undefined ? {} : { columns }) });
    await display.step('x'.repeat(200), async () => undefined);
    const [, spinner = ''] = written().split('\u001b[2K');
    expect(spinner.replace(/\r$/, '').length).toBe((columns || 80) - 1);
  });
});
