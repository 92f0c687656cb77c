/** Turns layers.json into dependency-cruiser rules: layers, cycles, Node's own modules, and who may know the simulators. */
const layers = require('./layers.json');

const SDK = '^packages/sdk/src/';
const roots = layers.compositionRoots.map((root) => `^${root}`);

const layerRules = Object.entries(layers.sdk).map(([layer, allowed]) => ({
  name: `layer-${layer}`,
  comment: `${layer}/ may import ${allowed.join(', ') || 'nothing of ours'}.`,
  severity: 'error',
  from: { path: `${SDK}${layer}/`, pathNot: roots },
  to: {
    path: SDK,
    pathNot: [`${SDK}${layer}/`, ...allowed.map((target) => `${SDK}${target}(/|\\.ts$)`)],
  },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'node-only-at-the-rim',
      comment: 'Everything else must run on Workers.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: layers.nodeAllowed.map((path) => `^${path}`) },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'simulators-import-nothing-of-ours',
      comment: 'A judge that shares code with the accused proves nothing.',
      severity: 'error',
      from: { path: '^packages/simulators/' },
      to: { path: '^packages/(?!simulators/)' },
    },
    {
      name: 'simulators-behind-one-door',
      comment:
        'A production install of the command holds none; only what `dev` and `demo` load through this door.',
      severity: 'error',
      from: {
        path: '^packages/[^/]+/src/',
        pathNot: ['^packages/simulators/', ...layers.simulatorImporters.map((path) => `^${path}`)],
      },
      to: { path: '^packages/simulators/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'sdk-imports-no-other-package-of-ours',
      severity: 'error',
      from: { path: '^packages/sdk/src/' },
      to: { path: '^packages/(?!sdk/)' },
    },
    {
      name: 'no-undeclared-dependencies',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/' },
      to: {
        path: 'node_modules',
        dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'],
        dependencyTypesNot: ['npm-peer'], // a peer is installed for development, too
      },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', 'dist'] },
    exclude: { path: ['(^|/)(dist|tests|\\.hs-x)/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
    },
  },
};
