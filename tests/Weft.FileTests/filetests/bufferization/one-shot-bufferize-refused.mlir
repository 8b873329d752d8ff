// What mlir-opt has and we do not is refused with the reason, but for values that change nothing.
// RUN: not weft opt %s --one-shot-bufferize=allow-unknown-ops 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not weft opt %s --one-shot-bufferize=test-analysis-only 2>&1 | FileCheck %s --check-prefix=ANALYSIS
// RUN: not weft opt %s --one-shot-bufferize=analysis-heuristic=middle-out 2>&1 | FileCheck %s --check-prefix=VALUE
// RUN: weft opt %s '--one-shot-bufferize=allow-unknown-ops=false analysis-fuzzer-seed=0 analysis-heuristic=bottom-up' | FileCheck %s

// UNKNOWN: error WF3015: pass 'one-shot-bufferize' has no option 'allow-unknown-ops': nothing stands between tensors and buffers
// ANALYSIS: error WF3015: pass 'one-shot-bufferize' has no option 'test-analysis-only': what the analysis finds out is not written
// VALUE: error WF3003: 'middle-out' is no value for option 'analysis-heuristic' of pass 'one-shot-bufferize', which takes one of bottom-up, top-down
// CHECK: func.func @f
func.func @f() {
  return
}
