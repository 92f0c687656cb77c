/** The card on a contact: everybody sees its notes, portals that pay add to them. */
import { Divider, Flex, Form, hubspot, LoadingButton, Text, TextArea, Tile } from '@hubspot/ui-extensions';
import { FeatureGate, hsxCard, PlanBadge, UsageBar, useBilling, useCard } from '@hs-x/ui';
import { useState } from 'react';

hubspot.extend<'crm.record.tab'>(
  hsxCard(async ({ ctx, context }) => {
    const contactId = String(context.crm.objectId);
    const { notes } = await ctx.fn('notes', { contactId });
    return (
      <Flex direction="column" gap="md">
        <PlanBadge />
        {notes.length === 0 ? <Text>No notes yet.</Text> : null}
        {notes.map((note) => (
          <Tile key={note.id} compact>
            <Text>{note.text}</Text>
          </Tile>
        ))}
        <Divider />
        <FeatureGate feature="notes.write">
          <NewNote contactId={contactId} />
        </FeatureGate>
      </Flex>
    );
  }),
);

function NewNote({ contactId }: { readonly contactId: string }) {
  const { ctx, rerun, showError } = useCard();
  const { refresh } = useBilling();
  const [text, setText] = useState('');
  const [isSaving, setSaving] = useState(false);

  const save = async () => {
    setSaving(true);
    try {
      await ctx.fn('addNote', { contactId, text });
      setText('');
      rerun();
      await refresh(); // one more is counted
    } catch (error) {
      showError(error);
    } finally {
      setSaving(false);
    }
  };

  return (
    <Form onSubmit={() => void save()}>
      <TextArea label="New note" name="text" value={text} onInput={setText} maxLength={500} required />
      <LoadingButton type="submit" variant="primary" loading={isSaving}>
        Add note
      </LoadingButton>
      <UsageBar limit="notes_per_month" />
    </Form>
  );
}

interface Note {
  readonly id: string;
  readonly text: string;
}

declare module '@hs-x/ui' {
  interface CardTypes {
    feature: 'notes.read' | 'notes.write' | 'notes.automate';
    limit: 'notes_per_month';
    functions: {
      notes: { args: { contactId: string }; result: { notes: readonly Note[] } };
      addNote: { args: { contactId: string; text: string }; result: Note };
    };
  }
}
