/**
 * The files around the one that is linted. They are parsed with the same parser and without type information, once for each change on
 * disk: an editor lints on every key press.
 */
import { readFileSync, statSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { TSESLint } from '@typescript-eslint/utils';
import { indexVariables } from './index-variables.js';
import { matchesGlobs } from './match-globs.js';
import { resolveSpecifier } from './resolve-specifier.js';
import type { SourceModule } from './source-module.js';
import { typedSpecifier } from './typed-specifier.js';

/** What a rule knows when it begins: the parts of ESLint's context that matter here. */
export interface LintedFile {
  readonly filename: string;
  readonly sourceCode: Readonly<TSESLint.SourceCode>;
  readonly languageOptions: TSESLint.FlatConfig.LanguageOptions;
}

interface ParsedFile {
  readonly mtimeMs: number;
  readonly sourceCode: TSESLint.SourceCode | null;
}

/** Parsed files by parser: two configurations of one run may read a file differently. */
const parsedByParser = new WeakMap<object, Map<string, ParsedFile>>();
const NO_PARSER = {};

/** The linted file as a module, from which the others are reached. `helperFiles` are glob patterns. */
export function loadModules(linted: LintedFile, helperFiles: readonly string[]): SourceModule {
  const modules = new Map<string, SourceModule | null>();
  const moduleOf = (path: string, sourceCode: TSESLint.SourceCode): SourceModule => ({
    path,
    sourceCode,
    variables: indexVariables(sourceCode),
    isHelper: matchesGlobs(path, helperFiles),
    imported: (specifier) => load(locate(specifier, path)),
  });
  const locate = (specifier: string, importer: string): string | null =>
    resolveSpecifier(specifier, importer) ??
    typedSpecifier(linted.sourceCode.parserServices, { specifier, importer });
  const load = (path: string | null): SourceModule | null => {
    if (path === null) return null;
    const known = modules.get(path);
    if (known !== undefined) return known;
    const sourceCode = parseFile(path, linted.languageOptions);
    const module = sourceCode && moduleOf(path, sourceCode);
    modules.set(path, module);
    return module;
  };
  const first = moduleOf(resolve(linted.filename), linted.sourceCode);
  modules.set(first.path, first);
  return first;
}

function parseFile(
  path: string,
  languageOptions: TSESLint.FlatConfig.LanguageOptions,
): TSESLint.SourceCode | null {
  const parser = languageOptions.parser ?? NO_PARSER;
  const parsed = parsedByParser.get(parser) ?? new Map<string, ParsedFile>();
  parsedByParser.set(parser, parsed);
  const mtimeMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  if (mtimeMs === undefined) return null;
  const known = parsed.get(path);
  if (known?.mtimeMs === mtimeMs) return known.sourceCode;
  const sourceCode = parseText(path, languageOptions);
  parsed.set(path, { mtimeMs, sourceCode });
  return sourceCode;
}

function parseText(
  path: string,
  { parser, parserOptions, ...rest }: TSESLint.FlatConfig.LanguageOptions,
): TSESLint.SourceCode | null {
  const linter = new TSESLint.Linter({ configType: 'flat' });
  const filename = `module${extname(basename(path))}`;
  const languageOptions = {
    ...rest,
    ...(parser ? { parser } : {}),
    parserOptions: { ...parserOptions, ...WITHOUT_TYPES },
  };
  const config: TSESLint.FlatConfig.Config[] = [{ files: [filename], languageOptions }];
  const messages = linter.verify(readFileSync(path, 'utf8'), config, {
    filename,
    allowInlineConfig: false,
  });
  return messages.some((message) => message.fatal) ? null : linter.getSourceCode();
}

const WITHOUT_TYPES = { project: false, projectService: false, programs: null } as const;
