/** Returns at the first Ctrl-C or termination request; a second Ctrl-C ends the process at once. */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    const interrupted = (): void => {
      resolve();
      process.once('SIGINT', () => process.exit(130));
    };
    process.once('SIGINT', interrupted);
    process.once('SIGTERM', () => resolve());
    process.once('SIGHUP', () => resolve());
  });
}
