const WIDTH = 24;
/** Where output is no terminal, a line is written each time so many more are done. */
const LINE_EVERY = 1_000;

/** Shows how far something has come. */
export interface ProgressBar {
  /** `total` null: nobody knows how much there is. */
  show(done: number, total: number | null): void;
  /** Ends the line a terminal still shows. */
  end(): void;
}

/** Where a bar is drawn: over itself on a terminal, as plain lines elsewhere. */
export interface ProgressOutput {
  readonly isTerminal: boolean;
  /** Raw text, without a line break added. */
  readonly write: (text: string) => void;
}

/** Makes a bar that counts `noun`, such as "subscriptions". */
export function createProgressBar({ isTerminal, write }: ProgressOutput, noun: string): ProgressBar {
  let lastLine = 0;
  let hasDrawn = false;
  return {
    show(done, total) {
      if (isTerminal) {
        hasDrawn = true;
        write(`\r\u001b[2K${barOf(done, total)} ${countOf(done, total)} ${noun}`);
      } else if (done - lastLine >= LINE_EVERY) {
        lastLine = done;
        write(`${countOf(done, total)} ${noun}\n`);
      }
    },
    end() {
      if (hasDrawn) write('\n');
    },
  };
}

/** Never quite full before the end: the total is what it was last time. */
function barOf(done: number, total: number | null): string {
  if (total === null || total === 0) return '';
  const filled = Math.min(Math.floor((done / total) * WIDTH), WIDTH - 1);
  return `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`;
}

function countOf(done: number, total: number | null): string {
  const counted = done.toLocaleString('en-US');
  return total === null || done > total ? counted : `${counted} of about ${total.toLocaleString('en-US')}`;
}
