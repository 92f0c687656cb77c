import type { ParserServices } from '@typescript-eslint/utils';

/**
 * Where the compiler says an import leads, for aliases and packages of a workspace. Null without type information, for declaration
 * files and for installed packages.
 */
export function typedSpecifier(
  services: Partial<ParserServices> | undefined,
  { specifier, importer }: { readonly specifier: string; readonly importer: string },
): string | null {
  const program = services?.program;
  if (!program) return null;
  for (const statement of program.getSourceFile(importer)?.statements ?? []) {
    const { moduleSpecifier } = statement as { moduleSpecifier?: unknown };
    if (!isText(moduleSpecifier) || moduleSpecifier.text !== specifier) continue;
    const symbol = program.getTypeChecker().getSymbolAtLocation(moduleSpecifier as never);
    const path = symbol?.declarations?.[0]?.getSourceFile().fileName;
    return path === undefined || /\.d\.[cm]?ts$|\/node_modules\//.test(path) ? null : path;
  }
  return null;
}

function isText(node: unknown): node is { readonly text: string } {
  return typeof node === 'object' && node !== null && 'text' in node && typeof node.text === 'string';
}
