/** Ends the process quietly when the reader of standard output is gone, as in `hs-x billing list | head`. */
export function exitWhenNobodyReads(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

/** Settles when standard output has taken what was written: a slow reader must not make this process hold everything in memory. */
export function drained(): Promise<void> {
  const { stdout } = process;
  return stdout.writableNeedDrain
    ? new Promise((resolve) => stdout.once('drain', resolve))
    : Promise.resolve();
}
