// RUN: not weft opt %s 2>&1 | FileCheck %s
// RUN: not weft opt %s --mlir-print-op-on-diagnostic=false 2>&1 | FileCheck %s --check-prefix=OFF

// A note at the same place shows the line no second time.
// CHECK:      error: 'arith.addi' op result #0 must be signless-integer-like, but got 'f32'
// CHECK-NEXT:   %1 = "arith.addi"(%0, %a) : (i32, i32) -> f32
// CHECK-NEXT:        ^
// CHECK-NEXT: note: see current operation: %1 = "arith.addi"(%0, %arg0) <{overflowFlags = #arith.overflow<none>}> : (i32, i32) -> f32
// CHECK-NOT:  ^

// OFF:     error: 'arith.addi' op
// OFF-NOT: see current operation
func.func @g(%a: i32) -> i32 {
  %0 = arith.addi %a, %a : i32
  %1 = "arith.addi"(%0, %a) : (i32, i32) -> f32
  return %0 : i32
}
