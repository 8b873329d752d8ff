// RUN: weft opt %s --verify-roundtrip --canonicalize | FileCheck %s
// RUN: weft opt %s --verify-roundtrip --mlir-print-debuginfo

// CHECK: return %arg0
func.func @f(%a: i32) -> i32 {
  %c0 = arith.constant 0 : i32
  %0 = arith.addi %a, %c0 : i32
  return %0 : i32
}
