import { describe, expect, it } from 'vitest';
import { renderMail, templates, type RenderedMail, type TemplateName } from '../src/index.js';
import { app, fullData, visibleText } from './samples.js';

const names = Object.keys(templates) as readonly TemplateName[];

function render(template: TemplateName, data: Readonly<Record<string, unknown>>): RenderedMail {
  return renderMail({ key: 'key', to: 'ada@example.com', template, data, app });
}

function urlsIn(text: string): readonly string[] {
  return [...text.matchAll(/https?:\/\/[^\s"'<>)]+/g)].map(([url]) => url.replaceAll('&amp;', '&'));
}

describe.each(names)('the mail "%s"', (name) => {
  const data: Readonly<Record<string, unknown>> = { ...fullData[name] };
  const links = Object.values(data).filter(
    (value) => typeof value === 'string' && value.startsWith('https:'),
  );

  it.each([
    ['everything', data],
    ['nothing', {}],
  ])('reads as a finished letter when it knows %s', (_, known) => {
    const mail = render(name, known);
    expect(mail.subject).not.toBe('');
    for (const shown of [mail.subject, mail.text, visibleText(mail.html)]) {
      expect(shown).not.toMatch(/undefined|null|NaN|\[object|Invalid|\{\{| {2,}\w+\.$/);
      expect(shown).not.toMatch(/ [.,]|\(\)/);
    }
    expect(mail.text).toContain('- The Contact Pulse team');
  });

  it('says the same in text and HTML', () => {
    const { text, html } = render(name, data);
    const shown = visibleText(html);
    const sentences = text.replaceAll(/\(?https:\S+/g, '').split('\n\n');
    for (const sentence of sentences) {
      const words = sentence
        .replaceAll(/^-+$/gm, '')
        .split(/[\s:]+/)
        .filter((word) => /^\w{3,}/.test(word));
      for (const word of words) expect(shown).toContain(word);
    }
  });

  it('holds every link it was given, in text and in HTML, and no other but the app itself', () => {
    const { text, html } = render(name, data);
    for (const link of links) {
      expect(urlsIn(text)).toContain(link);
      expect(urlsIn(html)).toContain(link);
    }
    const allowed = new Set([...links, app.url]);
    expect(urlsIn(text + html).filter((url) => !allowed.has(url))).toEqual([]);
  });

  it('loads nothing and tracks nobody', () => {
    const { html } = render(name, data);
    expect(html).not.toMatch(
      /<(img|script|link|iframe|video|object|form|input)\b|url\(|@import|@font-face|\ssrc=/i,
    );
  });

  it('keeps text lines within 72 columns, links excepted', () => {
    for (const known of [data, {}]) {
      const lines = render(name, known).text.split('\n');
      expect(lines.filter((line) => line.length > 72 && !/^\(?https:\S+$/.test(line))).toEqual([]);
    }
  });

  it('brings dark colours, and light ones inline where <style> is dropped', () => {
    const { html } = render(name, data);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toContain('@media (prefers-color-scheme:dark)');
    const stripped = html.replace(/<style>[\s\S]*<\/style>/, '');
    expect(stripped).toContain('max-width:600px');
    const bare = [...stripped.matchAll(/<(p|h1|a|li|td|th)\b(?![^>]*style=)[^>]*>/g)].map(([tag]) => tag);
    expect(bare.filter((tag) => !/^<td>$/.test(tag))).toEqual([]);
  });

  it('tells language, subject and preview to mail programs and screen readers', () => {
    const { html, subject } = render(name, data);
    expect(html).toMatch(/^<!doctype html>\n<html lang="en"/);
    expect(html).toContain(`<title>${subject.replaceAll("'", '&#39;')}</title>`);
    expect(html).toMatch(/<body[^>]*>\n<div style="display:none;[^"]*">(?:(?!&#847;)[^<]){20,}&#847;/);
    expect(html).not.toMatch(/<table(?![^>]*role="presentation")(?![\s\S]{0,400}<th scope="row")/);
  });
});

describe('the dunning mails', () => {
  it("say what the guide's mail says, with the real date", () => {
    const { subject, text } = render('payment-failed', {
      name: 'Ada',
      retryAt: Date.parse('2026-12-05T10:00:00Z'),
    });
    const letter = text.replaceAll('\n', ' ');
    expect(subject).toBe("Your Contact Pulse payment didn't go through");
    expect(letter).toContain(
      "Your card on file was declined when we tried to renew your Contact Pulse subscription. We'll retry on 5 December 2026. " +
        'To update your card now and avoid any interruption, click below.',
    );
    expect(letter).toContain('Update payment method:');
    expect(letter).toContain('If you have any questions, just reply to this email.');
  });

  it('say so when no further attempt comes', () => {
    const { text } = render('last-attempt', {});
    expect(text.replaceAll('\n', ' ')).toContain("This was the last attempt: we won't try again.");
    expect(text).not.toMatch(/We'll retry/);
  });
});

describe('the trial and plan mails', () => {
  it.each([
    [3, 'in 3 days'],
    [1, 'tomorrow'],
    [0, 'today'],
    [undefined, 'soon'],
  ])('tell %s days left as "%s"', (daysLeft, words) => {
    expect(render('trial-ending', { daysLeft }).subject).toBe(`Your Contact Pulse trial ends ${words}`);
  });

  it('tell those who stay after a trial that nothing changes, and where to change it', () => {
    const manageUrl = 'https://app.contactpulse.example/billing/portal?token=x';
    const { text } = render('trial-ended', { plan: 'Team', manageUrl });
    expect(text.replaceAll('\n', ' ')).toContain('your subscription to Team has begun. Nothing changes');
    expect(text).toContain(manageUrl);
    expect(text).not.toMatch(/switched off|Continue with/);
  });

  it('count what a downgrade paused, by kind', () => {
    const { text } = render('plan-downgraded', fullData['plan-downgraded']);
    expect(text.replaceAll('\n', ' ')).toContain('9 syncs and 1 list are paused. Nothing was deleted.');
  });

  it("take the guide's own data for a downgrade", () => {
    const { text } = render('plan-downgraded', { fromPlan: 'team', toPlan: 'free', pausedSyncs: 1 });
    expect(text.replaceAll('\n', ' ')).toContain(
      'from team to free. The new plan does not include everything you use, so 1 sync is paused.',
    );
  });

  it('tell near the limit and at it apart, with the numbers and the day they begin again', () => {
    const near = render('usage-threshold', fullData['usage-threshold']);
    expect(near.subject).toBe('You have used 80% of your records in Contact Pulse');
    expect(near.text.replaceAll('\n', ' ')).toContain(
      'your plan Team includes per month. Everything goes on',
    );
    expect(near.text).toMatch(/Used: +40,012 of 50,000\nBegins again on: +5 December 2026/);
    const reached = render('usage-threshold', { limit: 'api_calls_per_day', threshold: 100 });
    expect(reached.subject).toBe("Your Contact Pulse plan's api calls are used up");
    expect(reached.text.replaceAll('\n', ' ')).toContain(
      'has used all the api calls that your plan includes per day. What needs more of them waits',
    );
  });

  it('take what the SDK sends today: a plan, or a billing link with the name of the app', () => {
    expect(render('setup-done', { plan: 'Team' }).text).toContain('Contact Pulse\nTeam is active');
    const link = 'https://app.contactpulse.example/billing/portal?token=x';
    expect(render('billing-link', { billingUrl: link, appName: 'Contact Pulse' }).text).toContain(
      `Open billing:\n${link}\n`,
    );
  });
});
