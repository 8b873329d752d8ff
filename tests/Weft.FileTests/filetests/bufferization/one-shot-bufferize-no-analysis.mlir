// Functions that are not looked at copy before each write; others do as always.
// RUN: weft opt %s '--one-shot-bufferize=bufferize-function-boundaries no-analysis-func-filter=plain,other' | FileCheck %s
// (mlir-opt crashes.)

// CHECK-LABEL: func.func @plain
// CHECK: memref.copy
// CHECK: memref.store
func.func @plain(%t: tensor<4xf32>, %x: f32, %i: index) -> tensor<4xf32> {
  %a = tensor.insert %x into %t[%i] : tensor<4xf32>
  return %a : tensor<4xf32>
}

// CHECK-LABEL: func.func @looked_at
// CHECK-NOT: memref.copy
// CHECK: memref.store %{{.*}}, %arg0
func.func @looked_at(%t: tensor<4xf32>, %x: f32, %i: index) -> tensor<4xf32> {
  %a = tensor.insert %x into %t[%i] : tensor<4xf32>
  return %a : tensor<4xf32>
}

// The buffer of a loop's turn is another one than it began with.
// CHECK-LABEL: func.func @other
// CHECK: scf.for
// CHECK: memref.copy
// CHECK: memref.store
// CHECK: scf.yield
func.func @other(%t: tensor<4xf32>, %x: f32, %n: index) -> tensor<4xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %t) -> tensor<4xf32> {
    %b = tensor.insert %x into %a[%i] : tensor<4xf32>
    scf.yield %b : tensor<4xf32>
  }
  return %r : tensor<4xf32>
}
