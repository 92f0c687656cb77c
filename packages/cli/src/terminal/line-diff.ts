/** What changes between two texts, line by line, as `diff` tells it. For files of some hundred lines: the table has a cell for every pair of lines. */

/** The lines that go (`-`) and come (`+`), each with the lines around it (` `); a gap is `…`. Empty when nothing changes. */
export function lineDiff(before: string, after: string, around = 2): readonly string[] {
  const lines = everyLine(before.split('\n'), after.split('\n'));
  const isNear = (at: number): boolean =>
    lines.slice(Math.max(0, at - around), at + around + 1).some((line) => !line.startsWith(' '));
  return lines.flatMap((line, at) => {
    if (isNear(at)) return [line];
    return at > 0 && isNear(at - 1) && lines.some((_, later) => later > at && isNear(later)) ? ['…'] : [];
  });
}

function everyLine(before: readonly string[], after: readonly string[]): readonly string[] {
  const common = commonLengths(before, after);
  const lines: string[] = [];
  let [old, fresh] = [0, 0];
  while (old < before.length || fresh < after.length) {
    if (old < before.length && fresh < after.length && before[old] === after[fresh]) {
      lines.push(`  ${before[old] ?? ''}`);
      [old, fresh] = [old + 1, fresh + 1];
    } else if (
      fresh === after.length ||
      (old < before.length && cell(common, old + 1, fresh) >= cell(common, old, fresh + 1))
    ) {
      lines.push(`- ${before[old] ?? ''}`);
      old += 1;
    } else {
      lines.push(`+ ${after[fresh] ?? ''}`);
      fresh += 1;
    }
  }
  return lines;
}

/** How many lines the texts have in common from each pair of places on. */
function commonLengths(before: readonly string[], after: readonly string[]): readonly number[][] {
  const table = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let old = before.length - 1; old >= 0; old -= 1) {
    for (let fresh = after.length - 1; fresh >= 0; fresh -= 1) {
      const length =
        before[old] === after[fresh]
          ? cell(table, old + 1, fresh + 1) + 1
          : Math.max(cell(table, old + 1, fresh), cell(table, old, fresh + 1));
      table[old]?.splice(fresh, 1, length);
    }
  }
  return table;
}

function cell(table: readonly number[][], old: number, fresh: number): number {
  return table[old]?.[fresh] ?? 0;
}
