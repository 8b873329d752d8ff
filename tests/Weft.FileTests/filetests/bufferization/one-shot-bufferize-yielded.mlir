// RUN: weft opt %s --one-shot-bufferize=bufferize-function-boundaries | FileCheck %s

// What a region hands on is read behind it under another name: a write in between has its own buffer.
// CHECK-LABEL: func.func @read_behind(
// CHECK-SAME:      %{{.*}}: i1, %[[T:.*]]: memref<4xi32, {{.*}}>, %[[SMALL:.*]]: memref<3xi32, {{[^)]*}}>) -> (memref<4xi32>, i32)
func.func @read_behind(%c: i1, %t: tensor<4xi32>, %small: tensor<3xi32>) -> (tensor<4xi32>, i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %one = arith.constant 1 : i32
  // CHECK: memref.store %{{.*}}, %[[T]]
  %base = tensor.insert %one into %t[%c0] : tensor<4xi32>
  // CHECK: %[[V:.*]] = scf.if
  %v = scf.if %c -> tensor<4xi32> {
    %sp = tensor.splat %one : tensor<4xi32>
    scf.yield %sp : tensor<4xi32>
  } else {
    // CHECK: scf.yield %[[T]]
    scf.yield %base : tensor<4xi32>
  }
  // CHECK: %[[W:.*]] = memref.alloc() {{.*}} : memref<4xi32>
  // CHECK: memref.copy %[[T]], %[[W]]
  // CHECK: %[[PLACE:.*]] = memref.subview %[[W]][1] [3] [1]
  // CHECK: memref.copy %[[SMALL]], %[[PLACE]]
  %w = tensor.insert_slice %small into %base[1] [3] [1] : tensor<3xi32> into tensor<4xi32>
  // CHECK: memref.load %[[V]]
  %r = tensor.extract %v[%c1] : tensor<4xi32>
  // CHECK: return %[[W]]
  return %w, %r : tensor<4xi32>, i32
}
