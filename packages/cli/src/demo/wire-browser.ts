/** A person's browser without a window: cookies, redirects one by one, and forms submitted as they stand on the page. */
import { formsOf, linksOf, type PageForm, type WirePage } from './page-forms.js';

/** One person's browser. */
export interface WireBrowser {
  /** The page it shows. */
  page(): WirePage;
  open(url: string): Promise<WirePage>;
  /** Submits the first form that `pick` accepts (default: the first), with these fields filled in. */
  submit(fields: Readonly<Record<string, string>>, pick?: (form: PageForm) => boolean): Promise<WirePage>;
  /** Follows the first link whose address ends so. */
  follow(ending: string): Promise<WirePage>;
}

const MAX_REDIRECTS = 10;

/** A browser without cookies, showing nothing. */
export function createWireBrowser(): WireBrowser {
  const cookies = new Map<string, Map<string, string>>();
  let shown: WirePage = { url: 'about:blank', status: 0, html: '' };

  const load = async (url: string, init: RequestInit = {}): Promise<WirePage> => {
    let next = { url, init };
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      const answer = await fetch(next.url, {
        ...next.init,
        redirect: 'manual',
        headers: cookieHeader(cookies, next.url),
      });
      keepCookies(cookies, next.url, answer);
      const location = answer.headers.get('location');
      const html = await answer.text();
      if (location === null || answer.status < 300 || answer.status > 399) {
        shown = { url: next.url, status: answer.status, html };
        return shown;
      }
      next = { url: new URL(location, next.url).href, init: {} };
    }
    throw new Error(`${url} redirects in a circle.`);
  };
  return {
    page: () => shown,
    open: (url) => load(url),
    async submit(fields, pick = () => true) {
      const form = formsOf(shown).find(pick);
      if (form === undefined) throw missing(shown, 'the form it needs');
      const values = new URLSearchParams({ ...form.fields, ...fields });
      if (form.method === 'POST') return load(form.action, { method: 'POST', body: values });
      return load(`${form.action}?${values.toString()}`);
    },
    async follow(ending) {
      const link = linksOf(shown).find((href) => href.endsWith(ending));
      if (link === undefined) throw missing(shown, `a link to …${ending}`);
      return load(link);
    },
  };
}

function cookieHeader(
  jar: ReadonlyMap<string, ReadonlyMap<string, string>>,
  url: string,
): Record<string, string> {
  const cookies = [...(jar.get(new URL(url).hostname) ?? [])].map(([name, value]) => `${name}=${value}`);
  return cookies.length === 0 ? {} : { cookie: cookies.join('; ') };
}

function keepCookies(jar: Map<string, Map<string, string>>, url: string, answer: Response): void {
  const host = new URL(url).hostname;
  const cookies = jar.get(host) ?? new Map<string, string>();
  for (const line of answer.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (name !== undefined) cookies.set(name, value ?? '');
  }
  jar.set(host, cookies);
}

function missing(page: WirePage, what: string): Error {
  const heading = /<h1[^>]*>([\s\S]*?)<\/h1>/
    .exec(page.html)?.[1]
    ?.replaceAll(/<[^>]*>/g, '')
    .trim();
  return new Error(
    `The page at ${new URL(page.url).pathname} (${page.status}, "${heading ?? 'no heading'}") does not have ${what}.`,
  );
}
