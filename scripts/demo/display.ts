/** What the demo writes to: `process.stdout`, or less. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export type Tone = 'green' | 'red' | 'dim' | 'bold';

/** What a step says while it works. */
export interface StepReport {
  /** Shown beside the spinner until something else is; on a plain screen not at all. */
  doing(text: string): void;
  /** Stays: beside the title when the step is done. */
  summary(text: string): void;
  /** Stays: a line below the title. */
  detail(text: string): void;
}

/** The progress of the demo, as steps in order. */
export interface Display {
  /** Shows `title` while `work` is under way, and then whether it came to a good end. Rethrows. */
  step<T>(title: string, work: (report: StepReport) => Promise<T>): Promise<T>;
  line(text: string): void;
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 100;
const CLEAR_LINE = '\r\u001b[2K';

/**
 * On a terminal the step under way has a spinner on the last line; elsewhere each step is one plain line when it is
 * done. `paint` colours, or leaves the text as it is.
 */
export function openDisplay(screen: Screen, paint: (tone: Tone, text: string) => string): Display {
  const live = screen.isTTY === true;
  const finish = (mark: string, title: string, state: StepState): void => {
    const summary = state.summary === '' ? '' : `  ${paint('dim', state.summary)}`;
    screen.write(`${live ? CLEAR_LINE : ''}${mark} ${title}${summary}\n`);
    for (const detail of state.details) screen.write(`    ${paint('dim', detail)}\n`);
  };
  return {
    async step(title, work) {
      const state: StepState = { doing: '', summary: '', details: [] };
      const spinner = live ? startSpinner(screen, title, state) : undefined;
      try {
        const result = await work({
          doing: (text) => {
            state.doing = text;
          },
          summary: (text) => {
            state.summary = text;
          },
          detail: (text) => {
            state.details.push(text);
            state.doing = text;
          },
        });
        clearInterval(spinner);
        finish(paint('green', '✓'), title, state);
        return result;
      } catch (error) {
        clearInterval(spinner);
        finish(paint('red', '✗'), title, state);
        throw error;
      }
    },
    line: (text) => screen.write(`${text}\n`),
  };
}

interface StepState {
  doing: string;
  summary: string;
  readonly details: string[];
}

function startSpinner(screen: Screen, title: string, state: StepState): NodeJS.Timeout {
  let frame = 0;
  const draw = (): void => {
    const line = `${FRAMES[frame % FRAMES.length]} ${title}${state.doing === '' ? '' : `  ${state.doing}`}`;
    // A line that wraps could not be cleared again. Some pseudo-terminals say that they have 0 columns.
    screen.write(CLEAR_LINE + line.slice(0, (screen.columns || 80) - 1));
    frame += 1;
  };
  draw();
  return setInterval(draw, FRAME_MS);
}
