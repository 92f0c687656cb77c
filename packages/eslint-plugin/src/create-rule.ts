import { ESLintUtils } from '@typescript-eslint/utils';

/** What the plugin says of a rule beside its description. */
export interface RuleDocs {
  readonly recommended: boolean;
}

/** Makes a rule; its page is the one that is installed with the plugin, so that it fits the version and opens without a network. */
export const createRule = ESLintUtils.RuleCreator<RuleDocs>(
  (name) => new URL(`../docs/rules/${name}.md`, import.meta.url).href,
);
