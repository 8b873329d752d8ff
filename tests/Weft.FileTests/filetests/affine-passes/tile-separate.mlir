// Tiles that are full have a nest of their own, also where the loop around them has no affine end.
// RUN: weft opt %s '--affine-loop-tile=tile-size=4 separate' --allow-unregistered-dialect | FileCheck %s
// RUN: weft opt %s '--affine-loop-tile=tile-size=1 separate' --allow-unregistered-dialect | FileCheck %s --check-prefix=ONE
// AS-MLIR-OPT

// CHECK-LABEL: func.func @quotient
// CHECK: affine.for
// ONE-LABEL: func.func @quotient
// ONE: affine.if
// ONE: affine.for
// ONE: } else {
// ONE: affine.for
func.func @quotient(%n: index) {
  affine.for %i = 0 to affine_map<()[s0] -> (4096 floordiv s0)>()[%n] {
    "use"(%i) : (index) -> ()
  }
  return
}

// CHECK-LABEL: func.func @plain
// CHECK: affine.if
// CHECK: } else {
func.func @plain(%n: index) {
  affine.for %i = 0 to %n {
    "use"(%i) : (index) -> ()
  }
  return
}
