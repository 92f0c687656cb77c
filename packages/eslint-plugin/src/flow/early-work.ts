import type { TSESTree } from '@typescript-eslint/utils';
import { memberPath } from '../values/member-path.js';
import { UNASKED } from './knowledge.js';
import type { At, EarlyWork } from './walker.js';

/** What costs money or leaves a trace: requests to others, writes, mails. Reading is free, a limit's use may have to be counted first. */
const WORK: ReadonlySet<string> = new Set(['http.get', 'http.post', 'kv.put', 'kv.delete', 'email.send']);

/** The work a call does if it is done before anything was asked. */
export function earlyWork(callee: TSESTree.Node, { state, frame }: At): EarlyWork | null {
  if (state !== UNASKED) return null;
  const { module } = frame.place;
  const path = memberPath(callee, module);
  const isWork = WORK.has(path.slice(-2).join('.')) || (path.length === 1 && path[0] === 'fetch');
  return isWork ? { node: callee, module, what: module.sourceCode.getText(callee) } : null;
}
