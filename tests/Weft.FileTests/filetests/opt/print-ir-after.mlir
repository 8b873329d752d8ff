// RUN: weft opt %s --cse --canonicalize --mlir-print-ir-after-all 2>&1 | FileCheck %s --check-prefix=ALL
// RUN: weft opt %s --cse --canonicalize --index-loops --mlir-print-ir-after=canonicalize,index-loops 2>&1 | FileCheck %s --check-prefix=SOME
// RUN: weft opt %s --pass-pipeline='builtin.module(func.func(cse))' --mlir-print-ir-after-all 2>&1 | FileCheck %s --check-prefix=NESTED
// RUN: weft opt %s --cse --mlir-print-ir-after-all | FileCheck %s --check-prefix=QUIET
// RUN: not weft opt %s --mlir-print-ir-after=cees 2>&1 | FileCheck %s --check-prefix=UNKNOWN

// ALL:      {{^}}// -----// IR Dump After CSE (cse) //----- //
// ALL-NEXT: module {
// ALL-NEXT:   func.func @f(%arg0: i32) -> i32 {
// ALL-NEXT:     %c0_i32 = arith.constant 0 : i32
// ALL-NEXT:     %0 = arith.addi %arg0, %c0_i32 : i32
// ALL:      // -----// IR Dump After Canonicalizer (canonicalize) //----- //
// ALL-NEXT: module {
// ALL-NEXT:   func.func @f(%arg0: i32) -> i32 {
// ALL-NEXT:     return %arg0 : i32
// ALL-NEXT:   }
// ALL-NEXT: }
// ALL-EMPTY:
// ALL-EMPTY:
// ALL-NEXT: module {

// SOME-NOT: After CSE
// SOME: IR Dump After Canonicalizer (canonicalize)
// SOME: IR Dump After IndexLoops (index-loops)

// The dump shows what the pass ran on.
// NESTED:      // -----// IR Dump After CSE (cse) //----- //
// NESTED-NEXT: func.func @f(%arg0: i32) -> i32 {

// Dumps go to standard error.
// QUIET-NOT: IR Dump

// UNKNOWN: weft opt: error WF3001: there is no pass 'cees'
func.func @f(%a: i32) -> i32 {
  %c0 = arith.constant 0 : i32
  %0 = arith.addi %a, %c0 : i32
  return %0 : i32
}
