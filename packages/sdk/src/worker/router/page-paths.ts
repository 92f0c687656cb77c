const PAGE_PATHS = /^\/(?:oauth|billing)\/(?!entitlement)/;

/** Whether people read what the path answers: a page, also when something goes wrong. Everything else answers programs. */
export function isPagePath(path: string): boolean {
  return PAGE_PATHS.test(path);
}
