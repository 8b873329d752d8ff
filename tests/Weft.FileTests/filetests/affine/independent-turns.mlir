// RUN: weft opt %s --find-independent-turns --share-loops | FileCheck %s

// The outermost loop whose turns are free, if there are loops in it.
// CHECK-LABEL: func.func @rows
// CHECK: affine.parallel (%[[I:.*]]) =
// CHECK: affine.for
// CHECK: affine.store
func.func @rows(%x: memref<64x64xf32>) {
  %y = memref.alloc() : memref<64x64xf32>
  affine.for %i = 0 to 64 {
    affine.for %j = 0 to 64 {
      %v = affine.load %x[%j, %i] : memref<64x64xf32>
      affine.store %v, %y[%i, %j] : memref<64x64xf32>
    }
  }
  return
}

// One inside of a loop whose turns wait.
// CHECK-LABEL: func.func @steps
// CHECK: affine.for
// CHECK: affine.parallel
// CHECK: affine.for
func.func @steps(%x: memref<64x64xf32>) {
  affine.for %t = 1 to 64 {
    affine.for %i = 0 to 64 {
      affine.for %j = 1 to 64 {
        %v = affine.load %x[%i, %j - 1] : memref<64x64xf32>
        affine.store %v, %x[%i, %j] : memref<64x64xf32>
      }
    }
  }
  return
}

// Where arrays may overlap, there are two versions.
// CHECK-LABEL: func.func @versions
// CHECK: %[[APART:.*]] = wf.disjoint
// CHECK: scf.if %[[APART]] {
// CHECK: affine.parallel
// CHECK: } else {
// CHECK-NOT: affine.parallel
// CHECK: return
func.func @versions(%x: memref<64x64xf32>, %y: memref<64x64xf32>) {
  affine.for %i = 0 to 64 {
    affine.for %j = 0 to 64 {
      %v = affine.load %x[%i, %j] : memref<64x64xf32>
      affine.store %v, %y[%i, %j] : memref<64x64xf32>
    }
  }
  return
}

// Single loops are left to vectors, tiles to the caches.
// CHECK-LABEL: func.func @others
// CHECK-NOT: affine.parallel
// CHECK: return
func.func @others(%x: memref<64x64xf32>) {
  %c = arith.constant 1.0 : f32
  affine.for %i = 0 to 64 {
    affine.store %c, %x[%i, %i] : memref<64x64xf32>
  }
  affine.for %i = 0 to 64 step 8 {
    affine.for %j = 0 to 64 {
      affine.store %c, %x[%i, %j] : memref<64x64xf32>
    }
  }
  return
}

// The claim is about affine loops that carry nothing, and nobody else's to make: checking takes it off.
// RUN: weft opt %s --check-bounds --share-loops | FileCheck %s --check-prefix=CLAIM
// CLAIM-LABEL: func.func @claimed
// CLAIM-NOT: affine.parallel
// CLAIM: return
func.func @claimed(%x: memref<64xf32>) {
  %c = arith.constant 1.0 : f32
  affine.for %i = 1 to 64 {
    affine.store %c, %x[%i] : memref<64xf32>
  } {wf.independent}
  return
}

// A loop around parallel ones is one turn of work for each thread: those inside turn one by one then.
// CHECK-LABEL: func.func @rows_of_parallel_turns
// CHECK: affine.parallel
// CHECK: affine.for
// CHECK-NOT: affine.parallel
// CHECK: return
func.func @rows_of_parallel_turns(%x: memref<?x?xf32>, %m: index, %n: index) {
  affine.for %i = 0 to %m {
    %s = affine.load %x[%i, 0] : memref<?x?xf32>
    affine.parallel (%j) = (0) to (symbol(%n)) {
      affine.store %s, %x[%i, %j] : memref<?x?xf32>
    }
  }
  return
}

// Of few turns some threads would get none, or twice as much; what is in tiles is a turn of work itself.
// CHECK-LABEL: func.func @few_turns
// CHECK: affine.for
// CHECK: affine.parallel
// CHECK: affine.for
// CHECK: affine.parallel
// CHECK: return
func.func @few_turns(%x: memref<?x?xf32>, %m: index, %n: index) {
  %c = arith.constant 1.0 : f32
  affine.for %i = 0 to 3 {
    affine.parallel (%j) = (0) to (symbol(%n)) {
      affine.store %c, %x[%i, %j] : memref<?x?xf32>
    }
  }
  affine.for %i = 0 to %m {
    affine.parallel (%j) = (0) to (symbol(%n)) step (64) {
      affine.store %c, %x[%i, %j] : memref<?x?xf32>
    }
  }
  return
}
