// RUN: weft opt %s --affine-parallelize=parallel-reductions=1 --split-input-file | FileCheck %s
// What mlir-opt 19 turns into invalid IR: affine.parallel joins no values of these types.

// CHECK-LABEL: @sum_of_indices
// CHECK: affine.for {{.*}} iter_args(
func.func @sum_of_indices(%n: index) -> index {
  %sum = affine.for %i = 0 to 10 iter_args(%s = %n) -> index {
    %t = arith.addi %s, %i : index
    affine.yield %t : index
  }
  return %sum : index
}

// -----

// The loop inside is parallel nevertheless.
// CHECK-LABEL: @signless_maximum
// CHECK: affine.for {{.*}} iter_args(
// CHECK: affine.parallel {{.*}} reduce ("addi") -> (i32)
func.func @signless_maximum(%a: memref<8x8xi32>, %zero: i32) -> i32 {
  %max = affine.for %i = 0 to 8 iter_args(%m = %zero) -> i32 {
    %sum = affine.for %j = 0 to 8 iter_args(%s = %zero) -> i32 {
      %x = affine.load %a[%i, %j] : memref<8x8xi32>
      %t = arith.addi %s, %x : i32
      affine.yield %t : i32
    }
    %n = arith.maxsi %m, %sum : i32
    affine.yield %n : i32
  }
  return %max : i32
}
