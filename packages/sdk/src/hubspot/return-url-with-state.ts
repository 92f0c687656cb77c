/**
 * Where leg 1 of a Marketplace install sends the browser: the checked return URL with our state added. The query that is there
 * stays letter for letter, which `URLSearchParams` would not promise.
 */
export function returnUrlWithState(checkedReturnUrl: string, state: string): string {
  const url = new URL(checkedReturnUrl);
  url.search = `${url.search === '' ? '?' : `${url.search}&`}state=${encodeURIComponent(state)}`;
  return url.href;
}
