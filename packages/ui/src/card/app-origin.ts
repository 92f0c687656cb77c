/** `hs-x build` and `hs-x dev` put the app's address in the place of this name; in a card bundled otherwise there is none. */
declare const HSX_APP_URL: string | undefined;

/** The app's origin without a slash at the end; throws when it is none, so that a wrong one shows before any portal sees it. */
export function appOrigin(appUrl: string | undefined = builtAppUrl()): string {
  if (appUrl !== undefined && /^https?:\/\/[^\s/?#]+\/*$/i.test(appUrl)) return appUrl.replace(/\/+$/, '');
  const seen = appUrl === undefined ? 'missing' : `"${appUrl}"`;
  throw new Error(
    `appUrl was ${seen}: expected the app's origin, such as "https://app.example.com". Cards built by hs-x build know it by themselves.`,
  );
}

function builtAppUrl(): string | undefined {
  return typeof HSX_APP_URL === 'undefined' ? undefined : HSX_APP_URL;
}
