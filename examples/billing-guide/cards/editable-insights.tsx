/** The paid panel: what was noted about a contact, and a field to add to it. */
import {
  Divider,
  EmptyState,
  Flex,
  Form,
  Heading,
  LoadingButton,
  LoadingSpinner,
  Text,
  TextArea,
  Tile,
  useExtensionActions,
} from '@hubspot/ui-extensions';
import { PlanBadge, UsageBar, useCard } from '@hs-x/ui';
import { useCallback, useEffect, useState } from 'react';

export function EditableInsights() {
  const { ctx, showError } = useCard();
  const { addAlert } = useExtensionActions<'crm.record.tab'>();
  const [insights, setInsights] = useState<readonly Insight[] | null>(null);
  const [text, setText] = useState('');
  const [isSaving, setSaving] = useState(false);

  const load = useCallback(
    () => ctx.fn('editableInsights').then((saved) => setInsights(saved.insights)),
    [ctx],
  );
  useEffect(() => void load().catch(showError), [load, showError]);

  const save = async () => {
    setSaving(true);
    try {
      await ctx.fn('saveInsight', { text });
      await load();
      setText('');
      addAlert({ type: 'success', message: 'The insight is saved.' });
    } catch (error) {
      showError(error);
    } finally {
      setSaving(false);
    }
  };

  if (!insights) return <LoadingSpinner label="Loading insights" showLabel layout="centered" />;
  return (
    <Flex direction="column" gap="md">
      <Flex direction="row" justify="between" align="center" gap="sm" wrap>
        <Heading>What we know</Heading>
        <PlanBadge />
      </Flex>
      {insights.length === 0 ? (
        <EmptyState title="No insights yet" layout="horizontal" imageName="idea" imageWidth={64} flush>
          <Text>Write down what your team should know before the next call.</Text>
        </EmptyState>
      ) : (
        insights.map((insight) => (
          <Tile key={insight.savedAt} compact>
            <Text>{insight.text}</Text>
            <Text variant="microcopy">
              {new Date(insight.savedAt).toLocaleDateString('en-US', { dateStyle: 'medium' })}
            </Text>
          </Tile>
        ))
      )}
      <Form onSubmit={() => void save()}>
        <TextArea label="New insight" name="text" value={text} onInput={setText} maxLength={500} required />
        <Flex direction="row">
          <LoadingButton type="submit" variant="primary" loading={isSaving}>
            Save insight
          </LoadingButton>
        </Flex>
      </Form>
      <Divider />
      <UsageBar limit="records_per_month" />
    </Flex>
  );
}

interface Insight {
  readonly text: string;
  readonly savedAt: number;
}

declare module '@hs-x/ui' {
  interface CardTypes {
    feature: 'card.read' | 'card.edit' | 'sync.basic' | 'sync.bidirectional' | 'agent.tools';
    plan: 'free' | 'starter' | 'team' | 'scale';
    limit: 'records_per_month' | 'syncs';
    functions: {
      editableInsights: { args: object; result: { insights: readonly Insight[] } };
      saveInsight: { args: { text: string }; result: { saved: Insight } };
    };
  }
}
