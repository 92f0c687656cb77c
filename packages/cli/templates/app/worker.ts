import { billing, consume, defineWorker, requireFeature, type Ctx } from '@hs-x/sdk';
import { deleteNotes, readNotes, saveNote, type Note } from './lib/notes.ts';

export default defineWorker(({ worker }) => {
  // Checkout after install, webhooks, trials, dunning, the row that says what a portal has paid for.
  worker.use(billing());

  worker.fn('notes', async (ctx, input) => {
    await requireFeature(ctx, 'notes.read');
    return { notes: await readNotes(ctx.kv, ctx.portalId, String(input.contactId)) };
  });

  worker.fn('addNote', async (ctx, input) => {
    await requireFeature(ctx, 'notes.write');
    return addNote(ctx, { contactId: String(input.contactId), text: String(input.text) });
  });

  worker.action('addNoteToContact', {
    label: 'Add a note',
    description: 'Adds a note to the enrolled contact, for the card that sales reads.',
    objectTypes: ['CONTACT'],
    inputFields: { text: { type: 'string', label: 'Note', isRequired: true } },
    outputFields: { noteId: { type: 'string', label: 'Note id' } },
    async run(ctx, input) {
      await requireFeature(ctx, 'notes.automate');
      const contactId = ctx.execution.object?.objectId ?? '';
      const note = await addNote(ctx, { contactId, text: String(input.text), key: ctx.execution.callbackId });
      return { noteId: note.id };
    },
  });

  // 30 days after the end of a subscription; until then a return finds everything as it was.
  worker.trigger('billing.retention_ended', (ctx) => deleteNotes(ctx.kv, ctx.portalId));
});

interface NewNote {
  readonly contactId: string;
  readonly text: string;
  /** HubSpot repeats a call that failed: with the same key a note counts, and is kept, once. */
  readonly key?: string | null;
}

async function addNote(ctx: Ctx, { contactId, text, key }: NewNote): Promise<Note> {
  const id = key ?? crypto.randomUUID();
  await consume(ctx, 'notes_per_month', 1, { key: id });
  return saveNote(ctx.kv, ctx.portalId, { id, contactId, text });
}
