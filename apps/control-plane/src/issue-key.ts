/**
 * `npm run issue-key -- <app> <test|live> <version> <file>`: writes an app's key into a new file only its owner can read. It is never printed: what is
 * on a terminal is in its history, too.
 */
import { writeFileSync } from 'node:fs';
import { isHsxError } from '@hs-x/sdk';
import { issueAppKey } from '@hs-x/sdk/control-plane';

const [app = '', mode = '', version = '', file = ''] = process.argv.slice(2);
const [secret = ''] = (process.env.HSX_CONTROL_PLANE_SECRET ?? '').split(',').map((part) => part.trim());
try {
  if (secret.length < 32)
    throw new Error('HSX_CONTROL_PLANE_SECRET is missing or has fewer than 32 characters.');
  if (file === '') throw new Error('Usage: npm run issue-key -- <app> <test|live> <version> <file>');
  const key = await issueAppKey(secret, { app, mode: mode as 'test' | 'live', version: Number(version) });
  writeFileSync(file, `HSX_CONTROL_PLANE_KEY=${key}\n`, { mode: 0o600, flag: 'wx' });
  process.stdout.write(`The key of ${app} (${mode}, version ${version}) is in ${file}.\n`);
} catch (error) {
  process.stderr.write(`${isHsxError(error) || error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
