// RUN: not weft opt %s --arith-emulate-unsupported-floats="source-types=bf16,i32" 2>&1 | FileCheck %s --check-prefix=SOURCE
// RUN: not weft opt %s --arith-emulate-unsupported-floats="source-types=bf16 target-type=wide" 2>&1 | FileCheck %s --check-prefix=TARGET

// SOURCE: error: could not map source type 'i32' to a known floating-point type
// TARGET: error: could not map target type 'wide' to a known floating-point type
func.func @any() {
  return
}
