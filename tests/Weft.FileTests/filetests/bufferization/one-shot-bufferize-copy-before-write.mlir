// Without a look at who needs the old elements, each write has a buffer of its own.
// RUN: weft opt %s --one-shot-bufferize=copy-before-write | FileCheck %s
// AS-MLIR-OPT

// CHECK-LABEL: func.func @writes
// CHECK: %[[A:.*]] = memref.alloc
// CHECK: memref.copy %{{.*}}, %[[A]]
// CHECK: memref.store %arg0, %[[A]]
// CHECK: %[[B:.*]] = memref.alloc
// CHECK: memref.copy %[[A]], %[[B]]
// CHECK: memref.store %arg0, %[[B]]
// CHECK: memref.load %[[B]]
func.func @writes(%x: f32, %i: index) -> f32 {
  %t = arith.constant dense<0.0> : tensor<4xf32>
  %a = tensor.insert %x into %t[%i] : tensor<4xf32>
  %b = tensor.insert %x into %a[%i] : tensor<4xf32>
  %r = tensor.extract %b[%i] : tensor<4xf32>
  return %r : f32
}
