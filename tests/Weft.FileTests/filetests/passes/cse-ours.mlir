// RUN: weft opt %s --cse | FileCheck %s
// What mlir-opt 19 takes for the same: under a mask an operation computes something else.

// CHECK-LABEL: @masked
// CHECK: %[[ALL:.*]] = vector.reduction <add>, %arg1
// CHECK: %[[SOME:.*]] = vector.mask %arg0 { vector.reduction <add>, %arg1
// CHECK: return %[[ALL]], %[[SOME]]
func.func @masked(%mask: vector<4xi1>, %v: vector<4xi32>) -> (i32, i32) {
  %all = vector.reduction <add>, %v : vector<4xi32> into i32
  %some = vector.mask %mask { vector.reduction <add>, %v : vector<4xi32> into i32 } : vector<4xi1> -> i32
  return %all, %some : i32, i32
}
