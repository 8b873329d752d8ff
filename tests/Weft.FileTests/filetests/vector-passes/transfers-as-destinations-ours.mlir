// RUN: weft opt %s --canonicalize | FileCheck %s

// A mask gives what the write in it gives (mlir-opt makes invalid IR here).
// CHECK-LABEL: func.func @in_mask
// CHECK: %[[C:.*]] = tensor.cast
// CHECK: vector.mask %{{.*}} { vector.transfer_write %{{.*}}, %[[C]]
func.func @in_mask(%t: tensor<4x8xf32>, %v: vector<4xf32>, %m: vector<4xi1>, %i: index) -> tensor<?x?xf32> {
  %c = tensor.cast %t : tensor<4x8xf32> to tensor<?x?xf32>
  %r = vector.mask %m { vector.transfer_write %v, %c[%i, %i] : vector<4xf32>, tensor<?x?xf32> } : vector<4xi1> -> tensor<?x?xf32>
  return %r : tensor<?x?xf32>
}
