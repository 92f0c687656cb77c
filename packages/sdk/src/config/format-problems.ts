import type { ConfigProblem } from './config-problem.js';

/** Problems as lines a terminal and an editor understand: `hs-x.toml:12:18 billing.plan.team.features must be …`. */
export function formatProblems(problems: readonly ConfigProblem[], fileName = 'hs-x.toml'): string {
  return problems.map(({ line, column, message }) => `${fileName}:${line}:${column} ${message}`).join('\n');
}
