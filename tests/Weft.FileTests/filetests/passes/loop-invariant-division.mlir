// RUN: weft opt %s --loop-invariant-code-motion | FileCheck %s
// What may divide by zero stays in a loop that may never turn. (mlir-opt 19 moves the remainder.)

// CHECK-LABEL: func.func @remainders
// CHECK: arith.remui %arg1, %c7
// CHECK: arith.remsi %arg1, %c-1
// CHECK: scf.for
// CHECK: arith.floordivsi %arg1, %c-1
// CHECK: arith.remui %arg1, %arg2
func.func @remainders(%n: index, %x: index, %y: index, %m: memref<4xindex>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %least = arith.constant -1 : index
  scf.for %i = %c0 to %n step %c1 {
    %a = arith.remui %x, %c7 : index
    %b = arith.remsi %x, %least : index
    %c = arith.floordivsi %x, %least : index
    %d = arith.remui %x, %y : index
    memref.store %a, %m[%c0] : memref<4xindex>
    memref.store %b, %m[%c0] : memref<4xindex>
    memref.store %c, %m[%c0] : memref<4xindex>
    memref.store %d, %m[%c0] : memref<4xindex>
  }
  return
}
