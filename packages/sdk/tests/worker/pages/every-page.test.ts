import { describe, expect, it } from 'vitest';
import { everyPage, NONCE, TOKEN } from './every-page.js';

const PLAIN = everyPage('Fieldsync');
const HOSTILE_TEXT = `"><script>alert('x')</script>&`;
const HOSTILE = everyPage(HOSTILE_TEXT);

function openingTags(page: string, name: string): readonly string[] {
  return page.match(new RegExp(`<${name}\\b[^>]*>`, 'g')) ?? [];
}

describe.each([...PLAIN.keys()])('the %s page', (name) => {
  const page = PLAIN.get(name)!;
  const hostile = HOSTILE.get(name)!;

  it('escapes whatever it was given', () => {
    expect(hostile).not.toContain('<script>');
    expect(hostile).not.toContain(`"><script`);
    expect(hostile).toContain('&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;');
    expect(openingTags(hostile, 'script')).toEqual(openingTags(page, 'script'));
  });

  it('names no address outside the app', () => {
    expect(page).not.toMatch(/https?:|src=["']?\/\/|url\(|@import/);
  });

  it('gives every script and style the nonce and uses no inline attribute in their place', () => {
    for (const tag of [...openingTags(page, 'script'), ...openingTags(page, 'style')]) {
      expect(tag).toContain(`nonce="${NONCE}"`);
    }
    expect(openingTags(page, 'style')).toHaveLength(1);
    expect(page).not.toMatch(/<[^>]+\s(?:style|on[a-z]+)=/);
  });

  it('has one h1, a title that ends in the app name, and the landmarks', () => {
    expect(openingTags(page, 'h1')).toHaveLength(1);
    expect(page).toMatch(/<title>[^<]+ – Fieldsync<\/title>/);
    for (const landmark of ['header', 'main', 'footer']) expect(openingTags(page, landmark)).toHaveLength(1);
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
  });

  it('posts its forms, with the token where the portal is known', () => {
    const forms = page.match(/<form\b.*?<\/form>/gs) ?? [];
    for (const form of forms) {
      expect(form).toMatch(/^<form method="post" action="\//);
      const proof =
        name === 'link-offer' ? 'name="portal" value="Fieldsync"' : `name="token" value="${TOKEN}"`;
      expect(form).toContain(`<input type="hidden" ${proof}`);
    }
  });

  it('is not kept by search engines and tells other sites no referrer', () => {
    expect(page).toContain('<meta name="robots" content="noindex"');
    expect(page).toContain('<meta name="referrer" content="same-origin"');
  });
});
