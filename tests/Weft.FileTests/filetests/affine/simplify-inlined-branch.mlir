// RUN: weft opt %s --affine-simplify-structures | FileCheck %s
// AS-MLIR-OPT

// The branch that is never taken goes; what the other one does not use goes with it, what stood outside stays.
func.func @never(%i: index) -> (index, index) {
  %unused = arith.constant 13 : index
  %0:2 = affine.if affine_set<(d0) : (-1 >= 0)>(%i) -> (index, index) {
    %a = arith.constant 1 : index
    affine.yield %a, %a : index, index
  } else {
    %dead = arith.constant 2 : index
    %b = arith.constant 3 : index
    affine.yield %b, %i : index, index
  }
  return %0#0, %0#1 : index, index
}

// CHECK-LABEL: func.func @never
// CHECK-NEXT:    %c13 = arith.constant 13 : index
// CHECK-NEXT:    %c3 = arith.constant 3 : index
// CHECK-NEXT:    return %c3, %arg0 : index, index
