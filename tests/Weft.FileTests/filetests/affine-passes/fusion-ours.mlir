// RUN: weft opt %s --affine-loop-fusion | FileCheck %s
// What mlir-opt 19 turns into invalid IR.

// The inner loop is parallel, and its bound has the outer counter.
// CHECK-LABEL: @triangle
// CHECK: affine.for %[[I:.*]] = 0 to 20 {
// CHECK-NEXT: affine.for %[[J:.*]] = #{{.*}}(%[[I]]) to 64 {
func.func @triangle(%a: memref<64x64xf32>, %b: memref<64xf32>) {
  %t = memref.alloc() : memref<64xf32>
  affine.for %i = 0 to 64 {
    %x = affine.load %a[%i, %i] : memref<64x64xf32>
    affine.store %x, %t[%i] : memref<64xf32>
  }
  affine.for %i = 0 to 20 {
    affine.for %j = affine_map<(d0) -> (d0)>(%i) to 64 {
      %x = affine.load %t[%j] : memref<64xf32>
      %y = affine.load %b[%j] : memref<64xf32>
      %sum = arith.addf %x, %y : f32
      affine.store %sum, %b[%j] : memref<64xf32>
    }
  }
  return
}
