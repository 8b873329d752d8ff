// RUN: weft opt %s --pass-pipeline="builtin.module(func.func(affine-super-vectorize{virtual-vector-size=4,4}))" --split-input-file | FileCheck %s
// What mlir-opt 19 turns into invalid IR, or ends at.

// Both siblings use a constant.
// CHECK-LABEL: @siblings
// CHECK: affine.for %{{.*}} = 0 to 16 step 4 {
// CHECK-NEXT: affine.for
// CHECK-NEXT: %[[FIRST:.*]] = arith.constant dense<1.000000e+00> : vector<4x4xf32>
// CHECK-NEXT: vector.transfer_write %[[FIRST]]
// CHECK: affine.for
// CHECK-NEXT: %[[SECOND:.*]] = arith.constant dense<1.000000e+00> : vector<4x4xf32>
// CHECK-NEXT: vector.transfer_write %[[SECOND]]
func.func @siblings(%b: memref<16x16xf32>) {
  %one = arith.constant 1.0 : f32
  affine.for %i = 0 to 16 {
    affine.for %j = 0 to 16 {
      affine.store %one, %b[%i, %j] : memref<16x16xf32>
    }
    affine.for %j = 0 to 16 {
      affine.store %one, %b[%i, %j] : memref<16x16xf32>
    }
  }
  return
}

// -----

// An access that is inside of one dimension only, and one along a diagonal.
// CHECK-LABEL: @parts
// CHECK-NOT: vector
func.func @parts(%b: memref<16x16xf32>, %a: memref<16x1xf32>, %d: memref<32xf32>) {
  affine.for %i = 0 to 16 {
    %x = affine.load %a[%i, 0] : memref<16x1xf32>
    affine.for %j = 0 to 16 {
      affine.store %x, %b[%i, %j] : memref<16x16xf32>
    }
  }
  affine.for %i = 0 to 16 {
    affine.for %j = 0 to 16 {
      %x = affine.load %d[%i + %j] : memref<32xf32>
    }
  }
  return
}

// -----

// How often the inner loop turns differs from element to element.
// CHECK-LABEL: @triangle
// CHECK: affine.for %{{.*}} = 0 to 16 {
// CHECK-NOT: transfer
func.func @triangle(%b: memref<16x16xf32>) {
  %zero = arith.constant 0.0 : f32
  affine.for %i = 0 to 16 {
    %sum = affine.for %j = 0 to affine_map<(d0) -> (d0 + 1)>(%i) iter_args(%so_far = %zero) -> (f32) {
      %next = arith.addf %so_far, %so_far : f32
      affine.yield %next : f32
    }
    affine.for %j = 0 to 16 {
      %x = affine.load %b[%i, %j] : memref<16x16xf32>
    }
  }
  return
}

// -----

// A constant of the nest is a subscript.
// CHECK-LABEL: @constant_subscript
// CHECK: %[[ZERO:.*]] = arith.constant 0 : index
// CHECK: vector.transfer_read %{{.*}}[%[[ZERO]], %{{.*}}]
// CHECK: vector.transfer_write
func.func @constant_subscript(%a: memref<16x16xf32>, %b: memref<16x16xf32>) {
  affine.for %i = 0 to 16 {
    affine.for %j = 0 to 16 {
      %zero = arith.constant 0 : index
      %x = affine.load %a[%zero, %j] : memref<16x16xf32>
      affine.store %x, %b[%i, %j] : memref<16x16xf32>
    }
  }
  return
}
