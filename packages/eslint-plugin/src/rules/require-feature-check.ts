/** The leak linter: whatever HubSpot or the clock calls asks whether the portal has paid, on every way through its code. */
import type { TSESLint } from '@typescript-eslint/utils';
import { createRule } from '../create-rule.js';
import { DEFAULT_HELPER_FILES } from '../default-helper-files.js';
import { judgeHandler } from '../flow/judge-handler.js';
import { loadModules } from '../source/load-modules.js';
import type { SourceModule } from '../source/source-module.js';
import { findSurface } from '../surfaces/find-surface.js';
import { freeMark } from '../surfaces/free-mark.js';
import { isInternal, type Surface } from '../surfaces/surface.js';
import { placeIn } from '../values/found.js';
import { reportOf, type Report } from './report-verdict.js';
import {
  REQUIRE_FEATURE_CHECK_MESSAGES,
  type RequireFeatureCheckMessage,
} from './require-feature-check-messages.js';

/** Options of the rule. */
export interface RequireFeatureCheckOptions {
  /** Glob patterns of the files whose `requireFeature` and `hasFeature` are taken at their word. Default: every file named `entitlement`. */
  readonly helperFiles?: readonly string[];
  /** Names of the app's own functions that throw unless the portal has paid. Default: none. */
  readonly checkFunctions?: readonly string[];
  /** Whether requests, writes and mails before the check are fine. Default false. */
  readonly allowWorkBeforeCheck?: boolean;
}

type Options = readonly [RequireFeatureCheckOptions?];
type Context = Readonly<TSESLint.RuleContext<RequireFeatureCheckMessage, Options>>;
/** Reports surfaces that can be used without paying. */
export const requireFeatureCheck = createRule<Options, RequireFeatureCheckMessage>({
  name: 'require-feature-check',
  meta: {
    type: 'problem',
    docs: {
      description: 'Actions, tools, functions and syncs ask whether the portal has paid, on every path.',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        properties: {
          helperFiles: { type: 'array', items: { type: 'string' } },
          checkFunctions: { type: 'array', items: { type: 'string' } },
          allowWorkBeforeCheck: { type: 'boolean' },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{}],
    messages: REQUIRE_FEATURE_CHECK_MESSAGES,
  },
  create(context) {
    const module = loadModules(context, context.options[0]?.helperFiles ?? DEFAULT_HELPER_FILES);
    return {
      CallExpression(node) {
        const surface = findSurface(node, placeIn(module));
        if (!surface || isInternal(surface)) return;
        const problem = findProblem(surface, { module, context });
        if (!problem) return;
        const data = { surface: `The ${surface.kind} "${surface.name}"`, ...problem.data };
        context.report({ ...problem, node: node.arguments[0] ?? node, data });
      },
    };
  },
});

interface Around {
  readonly module: SourceModule;
  readonly context: Context;
}

function findProblem(surface: Surface, { module, context }: Around): Report | null {
  const mark = freeMark(surface, placeIn(module));
  if (mark === 'free') return null;
  if (mark === 'noReason') return { messageId: 'freeWithoutReason' };
  if (surface.lacksBeforeRun) return { messageId: 'noBeforeRun' };
  if (!surface.handlers) return { messageId: 'unseen' };
  const { checkFunctions = [], allowWorkBeforeCheck = false } = context.options[0] ?? {};
  const mustThrow = surface.kind === 'sync';
  for (const handler of surface.handlers) {
    const verdict = judgeHandler(handler, { checkFunctions, mustThrow });
    if (verdict?.kind === 'early' && allowWorkBeforeCheck) continue;
    if (verdict) return reportOf(verdict, { handler, module });
  }
  return null;
}
