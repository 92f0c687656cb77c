import { AST_NODE_TYPES, type TSESLint } from '@typescript-eslint/utils';

/** Imports a function of the SDK, unless the file already has something of that name. */
export function importName(
  fixer: TSESLint.RuleFixer,
  { name, sourceCode }: { readonly name: string; readonly sourceCode: Readonly<TSESLint.SourceCode> },
): readonly TSESLint.RuleFix[] {
  const [globalScope] = sourceCode.scopeManager?.scopes ?? [];
  const fileScopes = globalScope ? [globalScope, ...globalScope.childScopes] : [];
  if (fileScopes.some(({ set }) => (set.get(name)?.defs.length ?? 0) > 0)) return [];
  const [first] = sourceCode.ast.body;
  const start = first ? fixer.insertTextBefore.bind(fixer, first) : null;
  const own = sourceCode.ast.body.find(
    (statement) =>
      statement.type === AST_NODE_TYPES.ImportDeclaration &&
      statement.source.value === '@hs-x/sdk' &&
      statement.importKind !== 'type',
  );
  const last = own?.type === AST_NODE_TYPES.ImportDeclaration ? own.specifiers.at(-1) : undefined;
  if (last?.type === AST_NODE_TYPES.ImportSpecifier) return [fixer.insertTextAfter(last, `, ${name}`)];
  return start ? [start(`import { ${name} } from '@hs-x/sdk';\n`)] : [];
}
