/**
 * Writes a page of records to HubSpot. HubSpot refuses a whole batch for one bad record where it does not answer record by record; then the batch
 * is halved until the bad ones are alone, so that one typing mistake keeps nobody else's record out.
 */
import {
  MAX_BATCH_SIZE,
  upsertRecords,
  type RecordUpsert,
  type RequestBudget,
  type UpsertOutcome,
} from '../../hubspot/index.js';
import { isHsxError } from '../../kernel/hsx-error.js';
import type { PortalId } from '../../kernel/ids.js';
import type { AppParts } from '../app-parts.js';

/** What is written, where, and what must go on meanwhile. */
export interface WriteWish {
  readonly portalId: PortalId;
  readonly objectType: string;
  readonly idProperty: string;
  readonly records: readonly RecordUpsert[];
  readonly bearer: string;
  readonly budget: RequestBudget;
  /** Called before each call after the first: throws when somebody else has the turn by now. */
  keepTurn(): Promise<void>;
}

const NOTHING: UpsertOutcome = { written: 0, created: 0, refused: [] };

/**
 * Writes the records, 100 a call. Throws HUBSPOT_UNAVAILABLE (some of them may be written, and writing all again changes nothing), and
 * HUBSPOT_MISCONFIGURED when HubSpot refuses the app and not a record: then none of them is written.
 */
export async function writeRecords({ hubspot }: AppParts, wish: WriteWish): Promise<UpsertOutcome> {
  let calls = 0;
  const write = async (records: readonly RecordUpsert[]): Promise<UpsertOutcome> => {
    if (calls > 0) await wish.keepTurn();
    calls += 1;
    await wish.budget.take(wish.portalId);
    try {
      return await upsertRecords(hubspot.origins, { ...wish, records });
    } catch (error) {
      const code = recordRefusal(error);
      if (code === null) throw error;
      const [only, ...others] = records;
      if (only === undefined) return NOTHING;
      if (others.length === 0) return { written: 0, created: 0, refused: [{ id: only.id, code }] };
      const half = Math.ceil(records.length / 2);
      return sum(await write(records.slice(0, half)), await write(records.slice(half)));
    }
  };
  let outcome = NOTHING;
  for (let from = 0; from < wish.records.length; from += MAX_BATCH_SIZE)
    outcome = sum(outcome, await write(wish.records.slice(from, from + MAX_BATCH_SIZE)));
  return outcome;
}

/** HubSpot's class of reason when it refused for what the records hold; null for every other error. */
function recordRefusal(error: unknown): string | null {
  if (!isHsxError(error, 'HUBSPOT_MISCONFIGURED')) return null;
  const { httpStatus, hubspotCategory } = error.details;
  if (httpStatus !== 400 && httpStatus !== 409) return null;
  return typeof hubspotCategory === 'string' ? hubspotCategory : 'REFUSED';
}

function sum(left: UpsertOutcome, right: UpsertOutcome): UpsertOutcome {
  return {
    written: left.written + right.written,
    created: left.created + right.created,
    refused: [...left.refused, ...right.refused],
  };
}
