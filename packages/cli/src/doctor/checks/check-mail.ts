import type { DoctorFacts } from '../doctor-facts.js';
import { fine, problem, skipped, warning, type Finding } from '../finding.js';

/** Whether customers hear of trials, failed payments and endings. */
export function checkMail({ config, mailProblem, isElsewhere, isUnderDev }: DoctorFacts): readonly Finding[] {
  const check = 'mail.transport';
  if (!('value' in config)) return [];
  const { email, billing } = config.value;
  if (email.from === null) {
    if (billing.provider === 'none') return [fine(check, 'The app sells nothing and sends no mails.')];
    const words = 'hs-x.toml names no sender: nobody is told that a trial ends or a payment failed.';
    return [warning(check, words, 'Set from under [email] in hs-x.toml.')];
  }
  if (isUnderDev) return [skipped(check, 'Under hs-x dev mails stay on this machine.')];
  if (mailProblem === null) return [fine(check, `Mails leave as ${email.from}.`)];
  if (isElsewhere) return [skipped(check, 'How mails leave is set where the app runs.')];
  return [problem(check, mailProblem, 'Set SMTP_URL or RESEND_API_KEY: hs-x secrets set RESEND_API_KEY')];
}
