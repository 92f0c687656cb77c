import type { DoctorFacts } from '../doctor-facts.js';
import { fine, problem, skipped, warning, type Finding } from '../finding.js';

/** Most portals a finding names. */
const MOST_NAMED = 5;

/** HubSpot's side: where people are sent back to, whether the app is there, and whose tokens HubSpot refuses. */
export function checkHubspot(facts: DoctorFacts): readonly Finding[] {
  return [...checkRedirect(facts), checkReach(facts), ...checkTokens(facts)];
}

function checkRedirect({ hubspot, environment, isUnderDev }: DoctorFacts): readonly Finding[] {
  const check = 'hubspot.redirect';
  if (isUnderDev)
    return [skipped(check, 'Under hs-x dev HubSpot is simulated, and its redirect URL is set by itself.')];
  const origin = URL.parse(environment.APP_URL?.trim() ?? '')?.origin;
  if (origin === undefined) return [skipped(check, 'Without APP_URL the redirect URL is not known.')];
  const wanted = `${origin}/oauth/callback`;
  const { redirectUrls } = hubspot;
  if (redirectUrls === null) {
    return [
      skipped(check, `HubSpot tells no redirect URLs and no project was built here; it must be ${wanted}.`),
    ];
  }
  if (redirectUrls.includes(wanted)) return [fine(check, `The project names the redirect URL ${wanted}.`)];
  const words = `The HubSpot project does not name the redirect URL ${wanted}: nobody can install.`;
  return [problem(check, words, `hs-x build --url ${origin}, then hs project upload`)];
}

function checkReach({ hubspot, app, isElsewhere, isUnderDev }: DoctorFacts): Finding {
  const check = 'hubspot.reach';
  const { health } = hubspot;
  if ('value' in health) {
    const { mode } = health.value;
    const isOther = 'value' in app && app.value.mode !== mode;
    return isOther
      ? problem(
          check,
          `The app at APP_URL runs in ${mode} mode, the database here is of ${app.value.mode} mode.`,
          null,
        )
      : fine(check, `The app answers at its address, in ${mode} mode.`);
  }
  if (health.code !== 'UNREACHABLE') return skipped(check, health.reason);
  const next = isUnderDev ? 'hs-x dev' : 'Start it (hs-x start), and check APP_URL, DNS and the proxy.';
  return isElsewhere ? problem(check, health.reason, next) : warning(check, health.reason, next);
}

function checkTokens({ app }: DoctorFacts): readonly Finding[] {
  const check = 'hubspot.tokens';
  if (!('value' in app)) return [];
  const { refusedTokens } = app.value;
  if (refusedTokens.length === 0) return [fine(check, 'HubSpot refuses no portal’s token.')];
  const named = refusedTokens.slice(0, MOST_NAMED).join(', ');
  const rest = refusedTokens.length > MOST_NAMED ? ` and ${refusedTokens.length - MOST_NAMED} more` : '';
  const words = `HubSpot refused the token of ${named}${rest}; a second refusal a day later counts as an uninstall.`;
  return [warning(check, words, `hs-x billing show ${refusedTokens[0]}`)];
}
