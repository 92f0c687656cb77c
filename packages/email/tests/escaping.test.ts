import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml } from '../src/document/escape-html.js';
import { plainText } from '../src/format/plain-text.js';
import { renderMail, templates, type TemplateName } from '../src/index.js';
import { app, fullData, visibleText, withTexts } from './samples.js';

const names = Object.keys(templates) as readonly TemplateName[];
const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom('<', '>', '&', '"', "'", '\r', '\n', '\u0000', '{', '}', '\u202E', '\uD800'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
});

function render(template: TemplateName, text: string): { subject: string; text: string; html: string } {
  const data = withTexts(fullData[template], text) as Record<string, unknown>;
  return renderMail({ key: 'key', to: 'ada@example.com', template, data, app });
}

/** Every tag of the document, without what stands between tags. */
function tagsOf(html: string): readonly string[] {
  return html.match(/<[^>]*>/g) ?? [];
}

describe('escaping', () => {
  it('shows any text as it is: nothing of it can end a quoted value or open a tag', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const escaped = escapeHtml(text);
        expect(escaped).not.toMatch(/[<>"']/);
        expect(escaped.replaceAll(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
        expect(visibleText(escaped)).toBe(
          text.replaceAll(/(?![\t\n\r])\p{Cc}|\p{Cs}/gu, '\uFFFD').replaceAll(/\s+/g, ' '),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('adds no tag, attribute or link to any mail, whatever the data says', () => {
    const harmless = new Map(names.map((name) => [name, tagsOf(render(name, 'x').html)]));
    fc.assert(
      fc.property(fc.constantFrom(...names), anyText, (name, text) => {
        fc.pre(plainText(text) !== '');
        expect(tagsOf(render(name, text).html)).toEqual(harmless.get(name));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps headers on one line, whatever the data says', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), anyText, (name, text) => {
        fc.pre(plainText(text) !== '');
        expect(render(name, text).subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 200 },
    );
  });

  it('shows markup in data as text', () => {
    const { html, text } = render('plan-restored', '<script>alert("1")</script>');
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(html).not.toContain('<script');
    expect(text.replaceAll('\n', ' ')).toContain('<script>alert("1")</script>');
  });

  it('breaks words that are longer than the page instead of widening it', () => {
    const { html, text } = render('plan-downgraded', 'w'.repeat(400));
    expect(
      html
        .match(/<(p|h1|li|td|th)\b[^>]*m-text[^>]*>/g)
        ?.every((tag) => tag.includes('overflow-wrap:break-word')),
    ).toBe(true);
    expect(text).toContain(`\n${'w'.repeat(400)}`);
  });
});
