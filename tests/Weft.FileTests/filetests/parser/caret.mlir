// RUN: not weft opt %s 2>&1 | FileCheck %s

// CHECK:      caret.mlir:9:25: error: expected ':'
// CHECK-NEXT:   %0 = arith.addi %a, %a i32
// CHECK-NEXT:                         ^
func.func @missing_colon(%a: i32) {
  // The caret stands where the colon is missing, not on what follows.

  %0 = arith.addi %a, %a i32
  return
}
