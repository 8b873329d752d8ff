// RUN: weft opt %s --affine-loop-fusion | FileCheck %s
// Where mlir-opt 19 crashes, makes IR that is not valid, or changes what a program does.

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

// A nest stays before what uses its values.
// CHECK-LABEL: func.func @used_in_between
// CHECK: %[[SUM:.*]] = affine.for
// CHECK: arith.xori %arg2, %[[SUM]]
// CHECK: affine.for
func.func @used_in_between(%a: memref<32x32xi32>, %b: memref<32x32xi32>, %x: i32) -> i32 {
  %0 = affine.for %i = 0 to 8 iter_args(%s = %x) -> (i32) {
    %5 = affine.load %a[%i, %i] : memref<32x32xi32>
    %8 = arith.maxsi %s, %5 : i32
    affine.yield %8 : i32
  }
  %1 = arith.xori %x, %0 : i32
  affine.for %i = 0 to 8 {
    %5 = affine.load %a[%i, %i] : memref<32x32xi32>
    affine.store %5, %b[%i, %i] : memref<32x32xi32>
  }
  return %1 : i32
}

// What the first nest stores beyond the turns of the second stays.
// CHECK-LABEL: func.func @other_turns_stay
// CHECK: affine.for %{{.*}} = 0 to 64
// CHECK: affine.for %{{.*}} = 0 to 32
func.func @other_turns_stay(%in: memref<64xf32>, %memory: memref<64xf32>, %out: memref<32xf32>) {
  affine.for %i = 0 to 64 {
    %0 = affine.load %in[%i] : memref<64xf32>
    affine.store %0, %memory[%i] : memref<64xf32>
  }
  affine.for %i = 0 to 32 {
    %0 = affine.load %memory[%i] : memref<64xf32>
    affine.store %0, %out[%i] : memref<32xf32>
  }
  return
}
