// RUN: weft opt %s --cse --canonicalize --mlir-print-ir-before-all 2>&1 | FileCheck %s --check-prefix=BEFORE
// RUN: weft opt %s --cse --canonicalize --mlir-print-ir-before=canonicalize 2>&1 | FileCheck %s --check-prefix=ONE
// RUN: weft opt %s --cse --canonicalize --mlir-print-ir-after-all --mlir-print-ir-after-change 2>&1 | FileCheck %s --check-prefix=CHANGE
// RUN: weft opt %s --pass-pipeline='builtin.module(func.func(cse))' --mlir-print-ir-after=cse --mlir-print-ir-module-scope 2>&1 | FileCheck %s --check-prefix=SCOPE
// RUN: not weft opt %s --pass-pipeline='builtin.module(cse,func.func(symbol-dce))' --mlir-print-ir-after-failure 2>&1 | FileCheck %s --check-prefix=FAILURE

// BEFORE: // -----// IR Dump Before CSE (cse) //----- //
// BEFORE-NEXT: module {
// BEFORE: // -----// IR Dump Before Canonicalizer (canonicalize) //----- //

// ONE-NOT: Before CSE
// ONE: // -----// IR Dump Before Canonicalizer (canonicalize) //----- //

// CHANGE-NOT: After CSE
// CHANGE: // -----// IR Dump After Canonicalizer (canonicalize) //----- //

// SCOPE: // -----// IR Dump After CSE (cse) ('func.func' operation: @f) //----- //
// SCOPE-NEXT: module {

// FAILURE-NOT: After CSE
// FAILURE: // -----// IR Dump After SymbolDCE Failed (symbol-dce) //----- //
// FAILURE-NEXT: func.func @f
func.func @f(%a: i32) -> i32 {
  %c0 = arith.constant 0 : i32
  %0 = arith.addi %a, %c0 : i32
  return %0 : i32
}
