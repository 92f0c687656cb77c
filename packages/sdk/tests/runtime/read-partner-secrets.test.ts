import { describe, expect, it } from 'vitest';
import { readPartnerSecrets } from '../../src/runtime/read-partner-secrets.js';

const [A, B, C] = [1, 2, 3].map((byte) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`) as [
  string,
  string,
  string,
];

function read(text: string) {
  const problems: string[] = [];
  return { secrets: Object.fromEntries(readPartnerSecrets(text, problems)), problems };
}

describe('HSX_PARTNER_SECRETS', () => {
  it.each(['', '  ', ';', '\n'])('%j names no partner', (text) => {
    expect(read(text)).toEqual({ secrets: {}, problems: [] });
  });

  it('names partners with their secrets, the present one first, on one line or several', () => {
    const secrets = { acme: [A, B], globex: [C] };
    expect(read(`acme=${A},${B};globex=${C}`)).toEqual({ secrets, problems: [] });
    expect(read(`\n acme = ${A} , ${B} ;\r\n globex=${C};\n`)).toEqual({ secrets, problems: [] });
  });

  it('says every problem at once, by the place of the entry and never what is in it', () => {
    const { problems } = read(`${A};Acme=${A};acme=secret;globex=${B};globex=${C};initech=${B},;hooli=`);
    expect(problems).toEqual([
      'HSX_PARTNER_SECRETS, entry 1: it is not "<partner>=<secret>", with a name of lower-case letters, digits and hyphens',
      'HSX_PARTNER_SECRETS, entry 2: it is not "<partner>=<secret>", with a name of lower-case letters, digits and hyphens',
      'HSX_PARTNER_SECRETS, entry 3: a secret of partner acme is not "whsec_" and the base64 of 24 to 64 bytes',
      'HSX_PARTNER_SECRETS, entry 5: partner globex has an entry before; put all its secrets into one',
      'HSX_PARTNER_SECRETS, entry 6: a secret of partner initech is given twice; every partner needs its own',
      'HSX_PARTNER_SECRETS, entry 7: a secret of partner hooli is not "whsec_" and the base64 of 24 to 64 bytes',
    ]);
    for (const secret of [A, B, C, 'secret"']) expect(problems.join()).not.toContain(secret);
  });
});
