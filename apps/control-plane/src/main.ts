/** `npm start`: the control plane as a process of its own. */
import { createLogger, isHsxError, jsonLines } from '@hs-x/sdk';
import { readSettings } from './read-settings.js';
import { startControlPlane } from './start-control-plane.js';

const logger = createLogger(jsonLines((line) => process.stdout.write(`${line}\n`)));
try {
  const running = await startControlPlane({ settings: readSettings(process.env), logger });
  logger.log('info', 'listening', { port: running.port });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void running.stop());
} catch (error) {
  process.stderr.write(`${isHsxError(error) ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
