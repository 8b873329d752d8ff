// RUN: weft opt %s --convert-vector-to-scf=full-unroll | FileCheck %s
// Few operations become very many.

// CHECK-LABEL: @copy
// CHECK: %[[LAST:.*]] = arith.constant 999 : index
// CHECK: vector.transfer_write %{{.*}}, %{{.*}}[%[[LAST]], %{{.*}}]
func.func @copy(%a: memref<1000x4xf32>, %b: memref<1000x4xf32>) {
  %zero = arith.constant 0 : index
  %pad = arith.constant 0.0 : f32
  %rows = vector.transfer_read %a[%zero, %zero], %pad {in_bounds = [true, true]} : memref<1000x4xf32>, vector<1000x4xf32>
  vector.transfer_write %rows, %b[%zero, %zero] {in_bounds = [true, true]} : vector<1000x4xf32>, memref<1000x4xf32>
  return
}
