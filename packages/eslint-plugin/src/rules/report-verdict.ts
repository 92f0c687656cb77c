/** From what was found out about a handler to what is said of it. */
import type { TSESLint } from '@typescript-eslint/utils';
import { addAwait } from '../fixes/add-await.js';
import { addCheck } from '../fixes/add-check.js';
import type { Verdict } from '../flow/judge-handler.js';
import type { SourceModule } from '../source/source-module.js';
import type { FoundFunction } from '../values/found.js';
import type { RequireFeatureCheckMessage } from './require-feature-check-messages.js';

/** A report without the place it is shown at. */
export interface Report {
  readonly messageId: RequireFeatureCheckMessage;
  readonly data?: Readonly<Record<string, string>>;
  readonly suggest?: TSESLint.SuggestionReportDescriptor<RequireFeatureCheckMessage>[];
}

interface Judged {
  readonly handler: FoundFunction;
  /** The file that is linted: only there can anything be suggested. */
  readonly module: SourceModule;
}

/** What is said of a handler that leaks or works too early. */
export function reportOf(verdict: NonNullable<Verdict>, { handler, module }: Judged): Report {
  const place = (line: number, source: SourceModule): string =>
    source === module ? `line ${line}` : `line ${line} of ${source.path.replace(/^.*[\\/]/, '')}`;
  if (verdict.kind === 'early') {
    const { what, node, module: source } = verdict.work;
    return { messageId: 'workBeforeCheck', data: { what, where: place(node.loc.start.line, source) } };
  }
  const { end, miss, isDenied, asksSomewhere, module: source } = verdict;
  if (miss) {
    const data = { at: place(miss.node.loc.start.line, miss.module) };
    const isFixable = miss.why === 'notAwaited' && miss.module === module;
    const suggestion = isFixable ? addAwait(miss.node, module.sourceCode) : null;
    return { messageId: miss.why, data, ...(suggestion ? { suggest: [suggestion] } : {}) };
  }
  const isStatement = end.type.endsWith('Statement'); // otherwise the function itself, left at its end
  const where = place(isStatement ? end.loc.start.line : end.loc.end.line, source);
  if (isDenied) return { messageId: 'refusalKept', data: { where } };
  if (asksSomewhere) return { messageId: 'notOnEveryPath', data: { where } };
  const suggest = handler.place.module === module ? addCheck(handler.node, module) : [];
  return { messageId: 'neverAsks', suggest };
}
