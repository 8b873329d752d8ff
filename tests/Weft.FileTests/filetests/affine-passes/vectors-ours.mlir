// RUN: weft opt %s --affine-scalrep --split-input-file --allow-unregistered-dialect | FileCheck %s
// RUN: weft opt %s --affine-parallelize --split-input-file --allow-unregistered-dialect | FileCheck %s --check-prefix=PARALLEL
// RUN: weft opt %s --affine-loop-fusion --split-input-file --allow-unregistered-dialect | FileCheck %s --check-prefix=FUSED
// A vector is more than the element that it begins at: mlir-opt 19 sees that one alone.

// The store in between changes two elements of what the load reads.
// CHECK-LABEL: @stored_in_between
// CHECK: %[[LOADED:.*]] = affine.vector_load
// CHECK: return %[[LOADED]], %arg2
func.func @stored_in_between(%m: memref<16xf32>, %v: vector<4xf32>, %x: f32) -> (vector<4xf32>, f32) {
  affine.vector_store %v, %m[0] : memref<16xf32>, vector<4xf32>
  affine.store %x, %m[2] : memref<16xf32>
  %a = affine.vector_load %m[0] : memref<16xf32>, vector<4xf32>
  %b = affine.load %m[2] : memref<16xf32>
  return %a, %b : vector<4xf32>, f32
}

// -----

// Disjoint vectors leave each other alone.
// CHECK-LABEL: @disjoint
// CHECK-NOT: affine.vector_load
// CHECK: return %arg1
func.func @disjoint(%m: memref<16xf32>, %v: vector<4xf32>) -> vector<4xf32> {
  affine.vector_store %v, %m[0] : memref<16xf32>, vector<4xf32>
  affine.vector_store %v, %m[4] : memref<16xf32>, vector<4xf32>
  %a = affine.vector_load %m[0] : memref<16xf32>, vector<4xf32>
  return %a : vector<4xf32>
}

// -----

// A shorter vector covers only a part, a longer one all.
// CHECK-LABEL: @covered
// CHECK: affine.vector_store %arg1, %arg0[0]
// CHECK-NEXT: affine.vector_store %arg2, %arg0[0]
// CHECK-NEXT: affine.vector_store %arg1, %arg0[8]
// CHECK-NEXT: return
func.func @covered(%m: memref<16xf32>, %v: vector<4xf32>, %w: vector<2xf32>) {
  affine.vector_store %v, %m[0] : memref<16xf32>, vector<4xf32>
  affine.vector_store %w, %m[0] : memref<16xf32>, vector<2xf32>
  affine.vector_store %w, %m[8] : memref<16xf32>, vector<2xf32>
  affine.vector_store %v, %m[8] : memref<16xf32>, vector<4xf32>
  return
}

// -----

// The next turn overwrites a half of what this one wrote.
// PARALLEL-LABEL: @turns
// PARALLEL: affine.parallel (%{{.*}}) = (0) to (60) step (4)
// PARALLEL: affine.for %{{.*}} = 0 to 60 step 2
func.func @turns(%m: memref<64xf32>, %v: vector<4xf32>) {
  affine.for %i = 0 to 60 step 4 {
    affine.vector_store %v, %m[%i] : memref<64xf32>, vector<4xf32>
  }
  affine.for %i = 0 to 60 step 2 {
    affine.vector_store %v, %m[%i] : memref<64xf32>, vector<4xf32>
  }
  return
}

// -----

// One turn of the second loop needs four of the first, which fit into four elements.
// FUSED-LABEL: @elements_for_a_vector
// FUSED: %[[FOUR:.*]] = memref.alloc() : memref<4xf32>
// FUSED: affine.for %[[I:.*]] = 0 to 8 {
// FUSED-NEXT: affine.for %[[J:.*]] = #{{.*}}(%[[I]]) to #{{.*}}(%[[I]]) {
// FUSED-NEXT: affine.store %arg1, %[[FOUR]][%[[I]] * -4 + %[[J]]] : memref<4xf32>
// FUSED: affine.vector_load %[[FOUR]][0] : memref<4xf32>, vector<4xf32>
func.func @elements_for_a_vector(%to: memref<32xf32>, %x: f32) {
  %m = memref.alloc() : memref<32xf32>
  affine.for %i = 0 to 32 {
    affine.store %x, %m[%i] : memref<32xf32>
  }
  affine.for %i = 0 to 8 {
    %y = affine.vector_load %m[4 * %i] : memref<32xf32>, vector<4xf32>
    affine.vector_store %y, %to[4 * %i] : memref<32xf32>, vector<4xf32>
  }
  return
}
