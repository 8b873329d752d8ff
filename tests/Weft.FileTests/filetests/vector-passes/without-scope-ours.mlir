// RUN: weft opt %s --allow-unregistered-dialect --convert-vector-to-scf | FileCheck %s

// Where nothing around a transfer ends what its buffer would allocate, it stays (mlir-opt crashes here).
// CHECK-LABEL: "test.region"
// CHECK-NOT: scf.for
// CHECK: vector.transfer_read %{{.*}} : memref<4x4xf32>, vector<2x2xf32>
// CHECK: vector.transfer_write %{{.*}} : vector<2x2xf32>, memref<4x4xf32>
"test.region"() ({
  %m = "test.memory"() : () -> memref<4x4xf32>
  %i = arith.constant 0 : index
  %f = arith.constant 0.0 : f32
  %v = vector.transfer_read %m[%i, %i], %f : memref<4x4xf32>, vector<2x2xf32>
  vector.transfer_write %v, %m[%i, %i] : vector<2x2xf32>, memref<4x4xf32>
  "test.end"() : () -> ()
}) : () -> ()
