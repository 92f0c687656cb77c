import { knownFeature } from '../../src/rules/known-feature.js';
import { asRule, ruleTester, WORKER_FILE } from '../support/rule-tester.js';

const filename = WORKER_FILE;
const card = WORKER_FILE.replace('worker.ts', 'card.tsx');
const SDK = "import { requireFeature, hasFeature, requireLimit, consume, refund, usage } from '@hs-x/sdk';\n";
const ui = "import { FeatureGate, UpgradePrompt, UsageBar, useBilling } from '@hs-x/ui';\n";

ruleTester.run('known-feature', asRule(knownFeature), {
  valid: [
    {
      name: 'accepts features, also those only * grants, and limits',
      code: `${SDK}
        await requireFeature(ctx, 'card.edit');
        await hasFeature(ctx, 'agent.unlimited');
        await requireLimit(ctx, 'records_per_month', 3);
        await consume(ctx, \`records_per_month\`, 1);
        await refund(ctx, 'records_per_month', 1);
        await usage(ctx);
      `,
      filename,
    },
    {
      name: 'says nothing of names only the running code knows',
      code: `${SDK} await requireFeature(ctx, name); await requireFeature(ctx, \`card.\${verb}\`);`,
      filename,
    },
    {
      name: 'says nothing of functions that are not the SDK’s',
      code: "import { usage, consume } from './stream.js'; usage(stream, 'bytes');\nfunction requireFeature(a, b) {}\nrequireFeature(ctx, 'x');",
      filename,
    },
    {
      name: 'says nothing where there is no hs-x.toml',
      code: `${SDK} await requireFeature(ctx, 'no.such');`,
      filename: '/nowhere/worker.ts',
    },
    {
      name: 'accepts what cards ask for',
      code: `${ui}
        const canEdit = await ctx.fn('hasFeature', { feature: 'card.edit' });
        const { hasFeature } = useBilling();
        const view = <FeatureGate feature="card.edit" to="team"><UsageBar limit="records_per_month" /></FeatureGate>;
        hasFeature('card.read');
        await ctx.fn('other', { feature: 'whatever' });
      `,
      filename: card,
    },
    {
      name: 'accepts a worker whose features are all asked for',
      code: `import { defineWorker } from '@hs-x/sdk';
        const FEATURES = ['card.read', 'card.edit', 'agent.unlimited'];
        export default defineWorker(() => {});
      `,
      filename,
    },
    {
      name: 'does not look for unused features when told so',
      code: "import { defineWorker } from '@hs-x/sdk'; export default defineWorker(() => {});",
      filename,
      options: [{ reportUnused: false }],
    },
  ],
  invalid: [
    {
      name: 'offers the feature that was meant',
      code: `${SDK}await requireFeature(ctx, 'card.edti');`,
      filename,
      errors: [
        {
          messageId: 'unknownLike',
          data: { name: 'card.edti', kind: 'feature', file: 'hs-x.toml', meant: 'card.edit' },
          suggestions: [
            {
              messageId: 'replace',
              data: { meant: 'card.edit' },
              output: `${SDK}await requireFeature(ctx, 'card.edit');`,
            },
          ],
        },
      ],
    },
    {
      name: 'offers the limit that was meant, and keeps the quotes',
      code: `${SDK}await consume(ctx, "records_per_mont", 1);`,
      filename,
      errors: [
        {
          messageId: 'unknownLike',
          suggestions: [
            { messageId: 'replace', output: `${SDK}await consume(ctx, "records_per_month", 1);` },
          ],
        },
      ],
    },
    {
      name: 'lists what there is when nothing comes close',
      code: `${SDK}await hasFeature(ctx, 'zzz');`,
      filename,
      errors: [
        {
          message: '"zzz" is no feature of hs-x.toml, which has: card.read, card.edit, agent.unlimited.',
        },
      ],
    },
    {
      name: 'does not take a feature for a limit',
      code: `${SDK}await requireLimit(ctx, 'zzz', 1); await usage(ctx, 'zzz'); await refund(ctx, 'zzz', 1);`,
      filename,
      errors: [{ messageId: 'unknown' }, { messageId: 'unknown' }, { messageId: 'unknown' }],
    },
    {
      name: 'follows constants, choices and renamed imports',
      code: `import { requireFeature as ask } from '@hs-x/sdk';
        const NAME = 'zzz'; const NAMES = { a: 'yyy' };
        await ask(ctx, NAME); await ask(ctx, NAMES.a); await ask(ctx, isX ? 'card.read' : 'xxx');
      `,
      filename,
      errors: [
        {
          messageId: 'unknown',
          data: {
            name: 'zzz',
            kind: 'feature',
            file: 'hs-x.toml',
            known: 'card.read, card.edit, agent.unlimited',
          },
        },
        { messageId: 'unknown' },
        { messageId: 'unknown' },
      ],
    },
    {
      name: 'reads what cards ask for',
      code: `${ui}
        await ctx.fn('hasFeature', { feature: 'zzz' });
        const { fn } = ctx; fn('hasFeature', { feature: 'zzz' });
        useBilling().hasFeature('zzz');
        const view = <FeatureGate feature="zzz" to="gold"><UsageBar limit={'zzz'} /><UpgradePrompt to="xl" /></FeatureGate>;
      `,
      filename: card,
      errors: Array.from({ length: 7 }, () => ({ messageId: 'unknown' })),
    },
    {
      name: 'lists features nothing asks for, on the file that exports the worker',
      code: `import { defineWorker, requireFeature } from '@hs-x/sdk';
        const worker = defineWorker(({ worker }) => {
          worker.fn('x', async (ctx) => { await requireFeature(ctx, 'card.read'); });
        });
        export default worker;
      `,
      filename,
      errors: [
        {
          message:
            'Declared in hs-x.toml and asked for by nothing: "card.edit", "agent.unlimited". Ask for it where it is used, or take it out of the plans.',
          line: 1,
          column: 1,
        },
      ],
    },
    {
      name: 'says when hs-x.toml cannot be read, once for the app',
      code: "import { defineWorker, requireFeature } from '@hs-x/sdk'; export default defineWorker(() => {}); requireFeature(ctx, 'zzz');",
      filename: WORKER_FILE.replace('rules', 'broken'),
      errors: [{ messageId: 'invalidConfig' }],
    },
  ],
});
