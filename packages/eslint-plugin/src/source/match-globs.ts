/** Whether a path matches one of the patterns: `**` for any folders, `*` and `?` within a name, `{a,b}` for a choice. */
export function matchesGlobs(path: string, globs: readonly string[]): boolean {
  const posix = path.replaceAll('\\', '/');
  return globs.some((glob) => toRegExp(glob).test(posix));
}

const TOKENS = /\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[^*?{}]+|[{}]/g;

function toRegExp(glob: string): RegExp {
  const source = (glob.match(TOKENS) ?? []).map(tokenSource).join('');
  return new RegExp(`^${source}$`);
}

function tokenSource(token: string): string {
  switch (token) {
    case '**/':
      return '(?:.*/)?';
    case '**':
      return '.*';
    case '*':
      return '[^/]*';
    case '?':
      return '[^/]';
    default:
      return token.length > 1 && token.startsWith('{')
        ? `(?:${token.slice(1, -1).split(',').map(escape).join('|')})`
        : escape(token);
  }
}

function escape(text: string): string {
  return text.replace(/[.+^$()|[\]\\{}]/g, '\\$&');
}
