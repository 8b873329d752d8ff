// RUN: weft opt %s --outline-parallel | FileCheck %s

// CHECK-LABEL: func.func @fill
// CHECK-NOT: scf.parallel
// CHECK: wf.parallel_call @[[TILE:[a-z_0-9]+]], %{{.*}}(
// CHECK: func.func private @[[TILE]](%{{.*}}: index, %{{.*}}: index
// CHECK: scf.for
// CHECK: memref.store
func.func @fill(%n: index, %m: memref<?xf32>, %x: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    memref.store %x, %m[%i] : memref<?xf32>
    scf.reduce
  }
  return
}

// Loops that reduce keep the order of their turns.
// CHECK-LABEL: func.func @sum
// CHECK-NOT: wf.parallel_call
// CHECK: scf.for
// CHECK: arith.addf
// CHECK: return
func.func @sum(%n: index, %m: memref<?xf32>, %x: f32) -> f32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.parallel (%i) = (%c0) to (%n) step (%c1) init (%x) -> f32 {
    %v = memref.load %m[%i] : memref<?xf32>
    scf.reduce(%v : f32) {
    ^bb0(%a: f32, %b: f32):
      %s = arith.addf %a, %b : f32
      scf.reduce.return %s : f32
    }
  }
  return %r : f32
}
