// RUN: weft opt %s --affine-loop-fusion | FileCheck %s

// All turns of the first loop would run in each turn of the second one, and write over what that has stored.
// CHECK-LABEL: func.func @would_run_again
func.func @would_run_again(%words: memref<8xi32>) {
  %pair = arith.constant dense<7> : vector<2xi32>
  // CHECK: affine.for %{{.*}} = 1 to 6
  // CHECK: affine.for %{{.*}} = 0 to 8
  // CHECK-NOT: affine.for
  affine.for %i = 1 to 6 {
    affine.vector_store %pair, %words[-%i + 6] : memref<8xi32>, vector<2xi32>
    %y = affine.load %words[%i + 1] : memref<8xi32>
    affine.store %y, %words[3] : memref<8xi32>
  }
  affine.for %i = 0 to 8 {
    %old = affine.load %words[%i] : memref<8xi32>
    %new = arith.addi %old, %old : i32
    affine.store %new, %words[%i] : memref<8xi32>
  }
  return
}
