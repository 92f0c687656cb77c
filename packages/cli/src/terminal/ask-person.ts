/** Asks a yes-or-no question on the terminal; no, Escape and Ctrl-C are all a no. The question goes where problems go: results may be piped. */
export async function askPerson(question: string): Promise<boolean> {
  const { confirm } = await import('@clack/prompts');
  const answer = await confirm({ message: question, initialValue: false, output: process.stderr });
  return answer === true;
}
