// RUN: weft run %s -e main --target interp | FileCheck %s
// RUN: weft run %s -e main --target cpu | FileCheck %s

func.func private @printMemrefF32(memref<*xf32>)
func.func private @printMemrefI32(memref<*xi32>)

func.func @main() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c100 = arith.constant 100 : index
  %three = arith.constant 3 : i32
  %half = arith.constant 0.5 : f32
  %one = arith.constant 1.0 : f32
  %counts = memref.alloc() : memref<2xi32>
  %sums = memref.alloc() : memref<2xf32>
  memref.store %one, %sums[%c1] : memref<2xf32>
  scf.parallel (%i) = (%c0) to (%c100) step (%c1) {
    %before = memref.atomic_rmw addi %three, %counts[%c0] : (i32, memref<2xi32>) -> i32
    %sum = memref.atomic_rmw addf %half, %sums[%c0] : (f32, memref<2xf32>) -> f32
    %after = memref.generic_atomic_rmw %counts[%c1] : memref<2xi32> {
    ^bb0(%old: i32):
      %new = arith.subi %old, %three : i32
      memref.atomic_yield %new : i32
    }
    scf.reduce
  }
  %product = memref.atomic_rmw mulf %half, %sums[%c1] : (f32, memref<2xf32>) -> f32
  // CHECK: 1
  vector.print %product : f32
  %anyCounts = memref.cast %counts : memref<2xi32> to memref<*xi32>
  // CHECK: [300,  -300]
  call @printMemrefI32(%anyCounts) : (memref<*xi32>) -> ()
  %anySums = memref.cast %sums : memref<2xf32> to memref<*xf32>
  // CHECK: [50,  0.5]
  call @printMemrefF32(%anySums) : (memref<*xf32>) -> ()
  %longer = memref.realloc %sums(%c3) : memref<2xf32> to memref<?xf32>
  %anyLonger = memref.cast %longer : memref<?xf32> to memref<*xf32>
  // CHECK: sizes = [3] strides = [1]
  // CHECK-NEXT: [50,  0.5,  0]
  call @printMemrefF32(%anyLonger) : (memref<*xf32>) -> ()
  // CHECK: rank: 1
  vector.print str "rank: "
  %rank = memref.rank %anyLonger : memref<*xf32>
  vector.print %rank : index
  return
}
