/** Reads and submits our own pages' forms, as a browser would. */

/** The form token of a page. */
export function formTokenOf(body: string): string {
  return /name="token" value="([^"]+)"/.exec(body)?.[1] ?? '';
}

/** POSTs a form without following redirects. */
export async function submit(
  url: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
) {
  const body = new URLSearchParams(fields);
  const answer = await fetch(url, { method: 'POST', body, headers, redirect: 'manual' });
  return { status: answer.status, location: answer.headers.get('location'), body: await answer.text() };
}
