// RUN: weft opt %s --memref-emulate-wide-int | FileCheck %s

// mlir-opt makes invalid IR of memory of vectors.
// CHECK-LABEL: func.func @vectors
// CHECK: memref.alloc() : memref<4xvector<3x2xi32>>
// CHECK: memref.load %{{.*}} : memref<4xvector<3x2xi32>>
func.func @vectors(%i: index) {
  %m = memref.alloc() : memref<4xvector<3xi64>>
  %v = memref.load %m[%i] : memref<4xvector<3xi64>>
  %w = arith.addi %v, %v : vector<3xi64>
  memref.store %w, %m[%i] : memref<4xvector<3xi64>>
  return
}

// mlir-opt knows memory of the heap only.
// CHECK-LABEL: func.func @stack
// CHECK: memref.alloca() : memref<4xvector<2xi32>>
// CHECK: memref.load %{{.*}} : memref<4xvector<2xi32>>
func.func @stack(%i: index) {
  %m = memref.alloca() : memref<4xi64>
  %v = memref.load %m[%i] : memref<4xi64>
  %w = arith.addi %v, %v : i64
  memref.store %w, %m[%i] : memref<4xi64>
  return
}
