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

// Here they would read what it has stored.
// CHECK-LABEL: func.func @would_read_again
func.func @would_read_again(%grid: memref<4x6xf32>) {
  %sums = memref.alloc() : memref<6xf32>
  // CHECK: affine.for %{{.*}} = 0 to 6
  // CHECK: affine.for %{{.*}} = 0 to 4
  // CHECK-NEXT: affine.for %{{.*}} = 0 to 6
  // CHECK-NEXT: affine.load %{{.*}} : memref<6xf32>
  affine.for %j = 0 to 6 {
    %x = affine.load %grid[3, %j] : memref<4x6xf32>
    affine.store %x, %sums[%j] : memref<6xf32>
  }
  affine.for %i = 0 to 4 {
    affine.for %j = 0 to 6 {
      %x = affine.load %sums[%j] : memref<6xf32>
      affine.store %x, %grid[%i, 5 - %j] : memref<4x6xf32>
    }
  }
  return
}
