// RUN: weft opt %s --affine-loop-tile=tile-size=4 | FileCheck %s
// What mlir-opt 19 turns into invalid IR: the inner loop's bound has the outer counter in a quotient.

// CHECK-LABEL: @staircase
// CHECK-NEXT: affine.for %[[I:.*]] = 0 to 100 {
// CHECK-NEXT: affine.for %{{.*}} = 0 to #{{.*}}(%[[I]]) {
func.func @staircase() {
  affine.for %i = 0 to 100 {
    affine.for %j = 0 to affine_map<(d0) -> (d0 - d0 mod 4)>(%i) {
    }
  }
  return
}
