import type { DatabaseState } from '@hs-x/sdk/node';
import type { DoctorFacts } from '../doctor-facts.js';
import { fine, problem, skipped, warning, type Finding } from '../finding.js';

const MIB = 1024 ** 2;
/** Below it, the write-ahead log of a busy hour may not fit. */
const LITTLE_BYTES = 1024 * MIB;
const TOO_LITTLE_BYTES = 100 * MIB;

/** The app's data: there, of this version's shape, safe against a power cut, with room to grow. */
export function checkDatabase({ database }: DoctorFacts): readonly Finding[] {
  const { state } = database;
  if ('value' in state) {
    return [
      checkMigrations(state.value),
      checkDurability(state.value),
      ...checkJournal(state.value),
      ...checkDisk(state.value),
    ];
  }
  const check = 'database.exists';
  if (state.code === 'DATABASE_ELSEWHERE') return [skipped(check, state.reason)];
  return state.code === 'DATABASE_MISSING'
    ? [warning(check, state.reason, 'The first hs-x start makes it; or name it with --database.')]
    : [problem(check, state.reason, 'Check DATABASE_URL, and who may read what it names.')];
}

function checkMigrations({ pendingMigrations, unknownMigrations }: DatabaseState): Finding {
  const check = 'database.migrations';
  if (unknownMigrations.length > 0) {
    const words = `The database was brought up to date by a newer version (${unknownMigrations.join(', ')}).`;
    return problem(check, words, 'npm install hs-x@latest @hs-x/sdk@latest');
  }
  if (pendingMigrations.length > 0) {
    const words = `The schema is older than this version: ${pendingMigrations.join(', ')} are to come.`;
    return warning(check, words, 'hs-x start brings it up to date.');
  }
  return fine(check, 'The schema is up to date.');
}

function checkDurability({ waitsForDisk, kind }: DatabaseState): Finding {
  const check = 'database.durability';
  const setting = kind === 'sqlite' ? 'synchronous=FULL' : 'synchronous_commit';
  if (waitsForDisk) return fine(check, `What was acknowledged is on disk (${setting}).`);
  const words = `A power cut can lose webhooks that were acknowledged: ${setting} is off.`;
  return problem(check, words, 'ALTER DATABASE … SET synchronous_commit = on');
}

function checkJournal({ journalMode }: DatabaseState): readonly Finding[] {
  if (journalMode === null) return [];
  const check = 'database.journal';
  if (journalMode === 'wal') return [fine(check, 'The file has a write-ahead log (WAL).')];
  const words = `The file’s journal mode is ${journalMode}: readers and the writer stand in each other’s way.`;
  return [warning(check, words, 'hs-x start sets WAL.')];
}

function checkDisk({ freeBytes }: DatabaseState): readonly Finding[] {
  if (freeBytes === null) return [];
  const check = 'database.disk';
  const free = `${Math.floor(freeBytes / MIB).toLocaleString('en')} MiB are free where the database lies`;
  if (freeBytes < TOO_LITTLE_BYTES)
    return [problem(check, `Only ${free}: soon no webhook can be stored.`, 'Make room.')];
  if (freeBytes < LITTLE_BYTES) return [warning(check, `Only ${free}.`, 'Make room.')];
  return [fine(check, `${free}.`)];
}
