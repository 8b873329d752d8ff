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

// The turns of all loops have numbers; a run of them begins and ends within rows.
// CHECK-LABEL: func.func @square
// CHECK: %[[COUNT:[0-9a-z_]+]] = arith.select
// CHECK: wf.parallel_call @[[SQUARE:[a-z_0-9]+]], %[[COUNT]] by %{{[0-9a-z_]+}}(
// CHECK: func.func private @[[SQUARE]](%[[BEGIN:[0-9a-z_]+]]: index, %[[END:[0-9a-z_]+]]: index
// CHECK: arith.divsi %[[BEGIN]]
// CHECK: arith.ceildivsi %[[END]]
// CHECK: scf.for
// CHECK: arith.maxsi
// CHECK: arith.minsi
// CHECK: scf.for
// CHECK: memref.store
func.func @square(%n: index, %m: memref<?x?xf32>, %x: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.parallel (%i, %j) = (%c0, %c0) to (%n, %n) step (%c1, %c1) {
    memref.store %x, %m[%i, %j] : memref<?x?xf32>
    scf.reduce
  }
  return
}

// Vectors are made again in the function. The sum inside has %n turns: so many fewer turns of the loop are worth a thread.
// CHECK-LABEL: func.func @lanes
// CHECK: arith.muli
// CHECK: wf.parallel_call @[[LANES:[a-z_0-9]+]], %{{[0-9a-z_]+}} by %{{[0-9a-z_]+}}(%arg0, %arg2, %arg1) : index, f32, memref<?x16xf32>
// CHECK: func.func private @[[LANES]]
// CHECK: vector.broadcast
// CHECK: vector.store
func.func @lanes(%n: index, %m: memref<?x16xf32>, %x: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %v = vector.broadcast %x : f32 to vector<16xf32>
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    %s = scf.for %j = %c0 to %n step %c1 iter_args(%a = %v) -> vector<16xf32> {
      %b = arith.addf %a, %v : vector<16xf32>
      scf.yield %b : vector<16xf32>
    }
    vector.store %s, %m[%i, %c0] : memref<?x16xf32>, vector<16xf32>
    scf.reduce
  }
  return
}

// A vector that a loop around hands on cannot be made again.
// CHECK-LABEL: func.func @carried
// CHECK-NOT: wf.parallel_call
// CHECK: return
func.func @carried(%n: index, %m: memref<?x16xf32>, %x: vector<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %j = %c0 to %n step %c1 iter_args(%a = %x) -> vector<16xf32> {
    scf.parallel (%i) = (%c0) to (%n) step (%c1) {
      vector.store %a, %m[%i, %c0] : memref<?x16xf32>, vector<16xf32>
      scf.reduce
    }
    %b = arith.addf %a, %a : vector<16xf32>
    scf.yield %b : vector<16xf32>
  }
  return
}
