// RUN: weft opt %s --loop-invariant-code-motion | FileCheck %s

// A power leaves a loop when its exponent is known not to be negative: zero to a negative power would be computed where nobody asked for
// it. mlir-opt moves that, too.
// CHECK-LABEL: func.func @powers
// CHECK: math.ipowi %arg0, %c5_i32
// CHECK: scf.for
// CHECK: math.ipowi %arg0, %arg0
// CHECK: math.ipowi %arg0, %c-1_i32
func.func @powers(%x: i32, %m: memref<?xi32>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : i32
  %minus = arith.constant -1 : i32
  scf.for %i = %c0 to %n step %c1 {
    %a = math.ipowi %x, %c5 : i32
    %b = math.ipowi %x, %x : i32
    %c = math.ipowi %x, %minus : i32
    memref.store %a, %m[%i] : memref<?xi32>
    memref.store %b, %m[%i] : memref<?xi32>
    memref.store %c, %m[%i] : memref<?xi32>
  }
  return
}
