// RUN: weft run %s -e views --target interp | FileCheck %s --check-prefix=VIEWS
// RUN: weft run %s -e updates --target interp | FileCheck %s --check-prefix=UPDATES
// RUN: weft run %s -e tensors --target interp | FileCheck %s --check-prefix=TENSORS

memref.global constant @table : memref<4x4xf32> = dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0], [12.0, 13.0, 14.0, 15.0]]>

// 10 + 10 * 9 + 100 * 10
// VIEWS: 1.100000e+03
func.func @views() -> f32 {
  %m = memref.get_global @table : memref<4x4xf32>
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %ten = arith.constant 10.0 : f32
  %s = memref.subview %m[1, 0] [2, 2] [1, 2] : memref<4x4xf32> to memref<2x2xf32, strided<[4, 2], offset: 4>>
  %0 = memref.load %s[%c1, %c1] : memref<2x2xf32, strided<[4, 2], offset: 4>>
  %t = memref.transpose %m (a, b) -> (b, a) : memref<4x4xf32> to memref<4x4xf32, strided<[1, 4]>>
  %1 = memref.load %t[%c1, %c2] : memref<4x4xf32, strided<[1, 4]>>
  %e = memref.expand_shape %m [[0, 1], [2]] output_shape [2, 2, 4] : memref<4x4xf32> into memref<2x2x4xf32>
  %f = memref.collapse_shape %e [[0], [1, 2]] : memref<2x2x4xf32> into memref<2x8xf32>
  %2 = memref.load %f[%c1, %c2] : memref<2x8xf32>
  %3 = arith.mulf %2, %ten : f32
  %4 = arith.addf %3, %1 : f32
  %5 = arith.mulf %4, %ten : f32
  %6 = arith.addf %5, %0 : f32
  return %6 : f32
}

// (3 + 4) * 7, at offset 2 of what was 4
// UPDATES: 49
func.func @updates() -> i32 {
  %c3 = arith.constant 3 : i32
  %c4 = arith.constant 4 : i32
  %c7 = arith.constant 7 : i32
  %i0 = arith.constant 0 : index
  %i1 = arith.constant 1 : index
  %i2 = arith.constant 2 : index
  %m = memref.alloc() : memref<4xi32>
  %r = memref.reinterpret_cast %m to offset: [%i1], sizes: [2], strides: [1] : memref<4xi32> to memref<2xi32, strided<[1], offset: ?>>
  memref.store %c3, %r[%i1] : memref<2xi32, strided<[1], offset: ?>>
  %old = memref.atomic_rmw addi %c4, %m[%i2] : (i32, memref<4xi32>) -> i32
  %new = memref.generic_atomic_rmw %m[%i2] : memref<4xi32> {
  ^bb0(%was: i32):
    %product = arith.muli %was, %c7 : i32
    memref.atomic_yield %product : i32
  }
  %base, %offset, %size, %stride = memref.extract_strided_metadata %r : memref<2xi32, strided<[1], offset: ?>> -> memref<i32>, index, index, index
  %back = memref.reinterpret_cast %base to offset: [%offset], sizes: [%size], strides: [%stride] : memref<i32> to memref<?xi32, strided<[?], offset: ?>>
  %x = memref.load %back[%i1] : memref<?xi32, strided<[?], offset: ?>>
  return %x : i32
}

// TENSORS: 6
func.func @tensors() -> i32 {
  %d = arith.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>
  %p = tensor.pad %d low[1, 0] high[0, 1] {
  ^bb0(%i: index, %j: index):
    %v = arith.index_cast %j : index to i32
    tensor.yield %v : i32
  } : tensor<2x3xi32> to tensor<3x4xi32>
  %q = tensor.extract_slice %p[0, 2] [3, 1] [1, 1] : tensor<3x4xi32> to tensor<3xi32>
  %r = tensor.insert_slice %q into %p[0, 0] [3, 1] [1, 1] : tensor<3xi32> into tensor<3x4xi32>
  %g = tensor.collapse_shape %r [[0, 1]] : tensor<3x4xi32> into tensor<12xi32>
  %c8 = arith.constant 8 : index
  %x = tensor.extract %g[%c8] : tensor<12xi32>
  return %x : i32
}
