// RUN: weft opt %s --canonicalize | FileCheck %s
// AS-MLIR-OPT

// CHECK-LABEL: func.func @extent
// CHECK: tensor.dim %arg0, %{{.*}} : tensor<?x?xf32>
// CHECK-NOT: vector.transfer_write
func.func @extent(%t: tensor<?x?xf32>, %v: vector<4xf32>, %i: index) -> index {
  %c1 = arith.constant 1 : index
  %w = vector.transfer_write %v, %t[%i, %i] : vector<4xf32>, tensor<?x?xf32>
  %d = tensor.dim %w, %c1 : tensor<?x?xf32>
  return %d : index
}

// CHECK-LABEL: func.func @read
// CHECK: vector.transfer_read %arg0{{.*}} : tensor<4x8xf32>, vector<4xf32>
func.func @read(%t: tensor<4x8xf32>, %i: index) -> vector<4xf32> {
  %p = arith.constant 0.0 : f32
  %c = tensor.cast %t : tensor<4x8xf32> to tensor<?x?xf32>
  %r = vector.transfer_read %c[%i, %i], %p : tensor<?x?xf32>, vector<4xf32>
  return %r : vector<4xf32>
}

// What is known of the extents says that all is in bounds.
// CHECK-LABEL: func.func @write
// CHECK: %[[W:.*]] = vector.transfer_write %arg1, %arg0[%{{.*}}] {in_bounds = [true]} : vector<4xf32>, tensor<4x8xf32>
// CHECK: tensor.cast %[[W]] : tensor<4x8xf32> to tensor<?x?xf32>
func.func @write(%t: tensor<4x8xf32>, %v: vector<4xf32>) -> tensor<?x?xf32> {
  %i = arith.constant 0 : index
  %c = tensor.cast %t : tensor<4x8xf32> to tensor<?x?xf32>
  %r = vector.transfer_write %v, %c[%i, %i] : vector<4xf32>, tensor<?x?xf32>
  return %r : tensor<?x?xf32>
}

// CHECK-LABEL: func.func @masked
// CHECK: vector.transfer_write %arg1, %arg0[%{{.*}}], %arg2 : vector<4xf32>, tensor<4x8xf32>
func.func @masked(%t: tensor<4x8xf32>, %v: vector<4xf32>, %m: vector<4xi1>, %i: index) -> tensor<?x?xf32> {
  %c = tensor.cast %t : tensor<4x8xf32> to tensor<?x?xf32>
  %r = vector.transfer_write %v, %c[%i, %i], %m : vector<4xf32>, tensor<?x?xf32>
  return %r : tensor<?x?xf32>
}

// CHECK-LABEL: func.func @known
// CHECK: %[[FOUR:.*]] = arith.constant 4 : index
// CHECK: return %[[FOUR]]
func.func @known(%t: tensor<4x8xf32>, %v: vector<4xf32>, %i: index) -> (index, tensor<?x8xf32>) {
  %c0 = arith.constant 0 : index
  %c = tensor.cast %t : tensor<4x8xf32> to tensor<?x8xf32>
  %r = vector.transfer_write %v, %c[%i, %i] {in_bounds = [true]} : vector<4xf32>, tensor<?x8xf32>
  %s = vector.transfer_write %v, %r[%i, %i] : vector<4xf32>, tensor<?x8xf32>
  %d = tensor.dim %s, %c0 : tensor<?x8xf32>
  return %d, %s : index, tensor<?x8xf32>
}
