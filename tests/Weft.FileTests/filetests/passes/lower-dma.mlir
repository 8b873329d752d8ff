// RUN: weft opt %s --lower-dma | FileCheck %s

// CHECK-LABEL: @strided
// CHECK: %[[ROW:.*]] = arith.muli %arg2, %{{.*}}
// CHECK: %[[FIRST:.*]] = arith.addi %[[ROW]], %arg3
// CHECK: scf.for %[[I:.*]] = %{{.*}} to %arg4
// CHECK: %[[STRIDES:.*]] = arith.divsi %[[I]], %arg6
// CHECK: %[[APART:.*]] = arith.muli %[[STRIDES]], %arg5
// CHECK: %[[IN:.*]] = arith.remsi %[[I]], %arg6
// CHECK: %[[AT:.*]] = arith.addi %[[APART]], %[[IN]]
// CHECK: %[[FROM:.*]] = arith.addi %[[FIRST]], %[[AT]]
// CHECK: %[[COLUMN:.*]] = arith.remsi %[[FROM]]
// CHECK: %[[LINE:.*]] = arith.divsi %[[FROM]]
// CHECK: memref.load %arg0[%[[LINE]], %[[COLUMN]]]
// CHECK: memref.store %{{.*}}, %arg1[%{{.*}}]
// CHECK-NOT: dma
func.func @strided(%a: memref<?x?xf32>, %b: memref<8xf32, 1>, %i: index, %j: index, %n: index, %stride: index, %count: index) {
  %c0 = arith.constant 0 : index
  %tag = memref.alloc() : memref<1xi32>
  memref.dma_start %a[%i, %j], %b[%c0], %n, %tag[%c0], %stride, %count : memref<?x?xf32>, memref<8xf32, 1>, memref<1xi32>
  memref.dma_wait %tag[%c0], %n : memref<1xi32>
  return
}
