/** The questions of `hs-x init` in a terminal; what was given as a flag is not asked. Questions go where problems go. */
import { select, text } from '@clack/prompts';
import { CliError } from '../cli-error.js';
import { planProblem, readPlanNames, type AppAnswers, type InitProvider } from './app-answers.js';

const OUTPUT = { output: process.stderr };

/** Asks for what is not given; Enter takes the usual answer. Throws DECLINED at Escape and Ctrl-C. */
export async function askAnswers(given: Partial<AppAnswers>, usual: AppAnswers): Promise<AppAnswers> {
  const name = given.name ?? (await askName(usual.name));
  const provider = given.provider ?? (await askProvider());
  const plans = given.plans ?? (await askPlans(usual.plans));
  return { name, provider, plans };
}

async function askName(usual: string): Promise<string> {
  const message = 'What is the app called? Customers see the name.';
  const validate = (value = ''): string | undefined => (value.trim() === '' ? 'It needs a name.' : undefined);
  return answered(await text({ message, initialValue: usual, validate, ...OUTPUT })).trim();
}

async function askProvider(): Promise<InitProvider> {
  const options = [
    { value: 'stripe' as const, label: 'Stripe', hint: 'checkout, subscriptions, trials' },
    { value: 'invoice' as const, label: 'Invoices', hint: 'you give access by hand' },
  ];
  const message = 'How do customers pay?';
  return answered<InitProvider>(await select<InitProvider>({ message, options, ...OUTPUT }));
}

async function askPlans(usual: readonly string[]): Promise<readonly string[]> {
  const message = 'Which plans, from the lowest to the highest? The one called "free" has no price.';
  const validate = (value = ''): string | undefined =>
    planProblem(value.split(',').map((plan) => plan.trim())) ?? undefined;
  const initialValue = usual.join(', ');
  return readPlanNames(answered(await text({ message, initialValue, validate, ...OUTPUT })));
}

/** What was answered; clack answers with a symbol when a person leaves. */
function answered<Answer extends string>(answer: Answer | symbol): Answer {
  if (typeof answer === 'string') return answer;
  throw new CliError({ code: 'DECLINED', message: 'Nothing was written.' });
}
