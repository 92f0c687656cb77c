import { describe, expect, it } from 'vitest';
import { renderCancelled } from '../../../src/worker/pages/cancelled-page.js';
import { renderError } from '../../../src/worker/pages/error-page.js';
import { renderFreeInstall } from '../../../src/worker/pages/free-install-page.js';
import { renderLinkOffer } from '../../../src/worker/pages/link-offer-page.js';
import { renderSettingUp } from '../../../src/worker/pages/setting-up-page.js';
import { CONTINUE_URL, NONCE } from './every-page.js';

const view = { appName: 'Fieldsync', nonce: NONCE, continueUrl: CONTINUE_URL };

describe('the page after an abandoned checkout', () => {
  const cancelled = { ...view, checkoutUrl: '/billing/checkout' };

  it('says that nothing was charged and offers both ways on', () => {
    const page = renderCancelled({ ...cancelled, freePlanTitle: 'Free' });
    expect(page).toContain('<h1>Nothing was charged</h1>');
    expect(page).toContain('href="/billing/checkout">Back to checkout</a>');
    expect(page).toContain(`href="${CONTINUE_URL}">Continue with Free</a>`);
  });

  it('promises no free plan to an app that has none', () => {
    const page = renderCancelled({ ...cancelled, freePlanTitle: null });
    expect(page).toContain('paid features of Fieldsync stay off');
    expect(page).toContain('>Continue to Fieldsync</a>');
  });
});

describe('the page after a free install', () => {
  const installed = { ...view, planTitle: 'Free', checkoutUrl: null };

  it('explains a test account and offers no plans where there are none', () => {
    const page = renderFreeInstall({ ...installed, isTestAccount: true });
    expect(page).toContain('HubSpot test account');
    expect(page).not.toContain('See paid plans');
  });

  it('leads to the paid plans when there are some', () => {
    const page = renderFreeInstall({ ...installed, isTestAccount: false, checkoutUrl: '/billing/plans' });
    expect(page).toContain('href="/billing/plans">See paid plans</a>');
    expect(page).not.toContain('test account');
  });
});

describe('the offer of a mailed link', () => {
  it('differs between two portals in nothing but the field that is sent back', () => {
    const offer = (portalId: string) => renderLinkOffer({ ...view, formAction: '/billing/link', portalId });
    expect(offer('111')).toBe(offer('222').replace('value="222"', 'value="111"'));
  });
});

describe('the error page', () => {
  const failure = {
    ...view,
    status: 400,
    title: 'Link expired',
    message: 'It was valid for an hour.',
    requestId: 'r-1',
  };

  it('shows the reference support needs', () => {
    expect(renderError({ ...failure, hint: null, retryUrl: null })).toContain('<code>r-1</code>');
  });

  it('offers to try again only where that makes sense', () => {
    expect(renderError({ ...failure, hint: null, retryUrl: null })).not.toContain('Try again');
    expect(renderError({ ...failure, hint: 'Ask for a new one.', retryUrl: '/again' })).toContain(
      'href="/again">Try again',
    );
  });
});

describe('the setting-up page', () => {
  const settingUp = { ...view, pollUrl: '/poll?a=1&b=2', lateUrl: '/late', refreshUrl: '/done?check=1' };

  it('reloads every 3 s where scripts do not run', () => {
    expect(renderSettingUp(settingUp)).toContain(
      '<noscript><meta http-equiv="refresh" content="3;url=/done?check=1"></noscript>',
    );
  });

  it('waits ten times one second by default', () => {
    const page = renderSettingUp(settingUp);
    expect(page).toContain('data-poll-interval-ms="1000" data-poll-count="10"');
  });

  it('announces its progress politely', () => {
    expect(renderSettingUp(settingUp)).toContain('<div role="status" aria-live="polite">');
  });

  it('keeps its settings out of the script, which is the same for every app', () => {
    const scriptOf = (page: string) => /<script[^>]*>(.*)<\/script>/s.exec(page)![1];
    const other = renderSettingUp({
      ...settingUp,
      appName: '</script>',
      pollUrl: '/"',
      refreshUrl: '/done?check=1',
      portalName: 'Northwind',
    });
    expect(scriptOf(other)).toBe(scriptOf(renderSettingUp(settingUp)));
  });
});
