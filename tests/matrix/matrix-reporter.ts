import type { Reporter, TestModule } from 'vitest/node';
import { renderMatrix, type RunTest } from './render-matrix.js';

/** Prints suite × store × runtime when a run is over. */
export default class MatrixReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const matrix = renderMatrix(modules.flatMap(testsOf));
    if (matrix !== null) console.log(`\n${matrix}\n`);
  }
}

function testsOf(module: TestModule): readonly RunTest[] {
  return [...module.children.allTests()].flatMap((test) => {
    const { state } = test.result();
    const { fullName } = test;
    const file = module.relativeModuleId;
    return state === 'passed' || state === 'failed'
      ? [{ file, fullName, hasPassed: state === 'passed' }]
      : [];
  });
}
