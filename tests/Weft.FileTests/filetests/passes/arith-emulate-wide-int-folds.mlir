// Operations are folded as they stood in the input; memory of wide integers stays.
// RUN: weft opt %s --arith-emulate-wide-int | FileCheck %s
// AS-MLIR-OPT

// CHECK-LABEL: func.func @by_one(%arg0: vector<2xi32>)
// CHECK-NOT: arith.divsi
// CHECK: return %arg0
func.func @by_one(%a: i64) -> i64 {
  %one = arith.constant 1 : i64
  %b = arith.divsi %a, %one : i64
  return %b : i64
}

// CHECK-LABEL: func.func @sum
// CHECK: arith.constant dense<[3, 0]> : vector<2xi32>
// CHECK-NOT: arith.addi
func.func @sum() -> i64 {
  %one = arith.constant 1 : i64
  %two = arith.constant 2 : i64
  %b = arith.addi %one, %two : i64
  return %b : i64
}

// CHECK-LABEL: func.func @memory(%arg0: memref<4xi64>) -> memref<4xi64>
func.func @memory(%a: memref<4xi64>) -> memref<4xi64> {
  return %a : memref<4xi64>
}
