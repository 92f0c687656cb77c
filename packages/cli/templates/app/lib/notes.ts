/** Notes about contacts: what the app does for its customers. */
import type { CtxKv } from '@hs-x/sdk';

export interface Note {
  readonly id: string;
  readonly contactId: string;
  readonly text: string;
}

const LONGEST_TEXT = 500;

export async function saveNote(kv: CtxKv, portalId: string, { id, contactId, text }: Note): Promise<Note> {
  const note: Note = { id, contactId, text: text.trim().slice(0, LONGEST_TEXT) };
  await kv.put(`note:${portalId}:${contactId}:${id}`, note);
  return note;
}

export async function readNotes(kv: CtxKv, portalId: string, contactId: string): Promise<readonly Note[]> {
  const rows = await kv.list({ prefix: `note:${portalId}:${contactId}:` });
  return rows.map((row) => row.value as Note);
}

export async function deleteNotes(kv: CtxKv, portalId: string): Promise<void> {
  for (const { key } of await kv.list({ prefix: `note:${portalId}:` })) await kv.delete(key);
}
