/** Which tests prove which suite on which store and runtime; and where there are none, why. */

/** What an app can run on. */
export const PLACES = [
  'SQLite · Node',
  'PostgreSQL · Node',
  'D1 · workerd',
  'SQLite · workerd',
  'PostgreSQL · workerd',
  'D1 · Node',
] as const;

/** A store and a runtime. */
export type Place = (typeof PLACES)[number];

/** Tests of a cell. */
export interface CellTests {
  /** Begins the file's path, from the repository's folder. */
  readonly file: string;
  /** Begins the tests' full names; default: all of the file. */
  readonly name?: string;
}

/** A row: its tests on each place. */
export interface Suite {
  readonly title: string;
  readonly on: Partial<Readonly<Record<Place, readonly CellTests[]>>>;
}

const IN_WORKERD = 'tests/workers/app-in-workerd.test.ts';
const IN_BROWSER = 'tests/browser/five-hops.browser.test.ts';

/** The rows. */
export const SUITES: readonly Suite[] = [
  {
    title: 'store contract',
    on: {
      'SQLite · Node': [{ file: 'packages/sdk/tests/store/sqlite.test.ts' }],
      'PostgreSQL · Node': [{ file: 'tests/matrix/postgres-stores.test.ts' }],
      'D1 · workerd': [{ file: 'tests/workers/d1.test.ts', name: 'the store contract' }],
    },
  },
  {
    title: 'five hops, also in a browser',
    on: {
      'SQLite · Node': [
        { file: 'tests/five-hops/' },
        { file: IN_BROWSER, name: 'in a real browser, the app in node' },
      ],
      'PostgreSQL · Node': [{ file: 'tests/postgres/five-hops.test.ts' }],
      'D1 · workerd': [
        { file: IN_WORKERD, name: 'the five hops' },
        { file: IN_BROWSER, name: 'in a real browser, the app in workerd' },
      ],
    },
  },
  {
    title: 'lifecycle',
    on: {
      'SQLite · Node': [{ file: 'tests/lifecycle/' }],
      'PostgreSQL · Node': [{ file: 'tests/postgres/lifecycle.test.ts' }],
      'D1 · workerd': [{ file: IN_WORKERD, name: 'the lifecycle' }],
    },
  },
  {
    title: 'convergence proof',
    on: {
      'SQLite · Node': [{ file: 'tests/proof/proof.test.ts' }],
      'PostgreSQL · Node': [{ file: 'tests/postgres/proof.test.ts' }],
      'D1 · workerd': [{ file: 'tests/workers/proof.test.ts' }],
    },
  },
];

/** Why nothing is run there: what the place cannot do. */
export const REASONS: Partial<Readonly<Record<Place, string>>> = {
  'SQLite · workerd': 'a Worker has no file system for the file',
  'PostgreSQL · workerd': 'the driver needs the sockets of Node; a Worker has D1',
  'D1 · Node': 'D1 is a binding of Workers; operators reach such an app over signed HTTP',
};

/** What a green cell does not say. */
export const NOTES: readonly string[] = [
  'lifecycle and proof on PostgreSQL and D1 are sized parts; `npm run test:deep` runs them at length',
  'in the proof on D1 the database is in workerd and the code that decides in Node, where it can be killed between any two calls',
];
