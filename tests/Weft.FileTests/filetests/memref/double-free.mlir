// RUN: not weft run %s -e main --target interp 2>&1 | FileCheck %s
// RUN: not weft run %s -e main --target cpu 2>&1 | FileCheck %s
// RUN: not weft run %s -e turns --target interp 2>&1 | FileCheck %s --check-prefix=TURNS
// RUN: not weft run %s -e turns --target cpu 2>&1 | FileCheck %s --check-prefix=TURNS

// CHECK: double-free.mlir:15:3: error WF4006: kernel 'main': the memory of 'memref.alloc : memref<4xf32>' is used after its memref.dealloc
func.func @main() {
  %c0 = arith.constant 0 : index
  %one = arith.constant 1.0 : f32
  %m = memref.alloc() : memref<4xf32>
  memref.store %one, %m[%c0] : memref<4xf32>
  %x = memref.load %m[%c0] : memref<4xf32>
  vector.print %x : f32
  memref.dealloc %m : memref<4xf32>
  memref.dealloc %m : memref<4xf32>
  return
}

// In the second turn, under another type.
// TURNS: double-free.mlir:32:5: error WF4006: kernel 'turns': the memory of 'memref.alloc : memref<4xf32>' is used after its memref.dealloc
func.func @turns() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %one = arith.constant 1.0 : f32
  %m = memref.alloc() : memref<4xf32>
  %open = memref.cast %m : memref<4xf32> to memref<?xf32>
  memref.store %one, %m[%c0] : memref<4xf32>
  %x = memref.load %m[%c0] : memref<4xf32>
  vector.print %x : f32
  scf.for %i = %c0 to %c2 step %c1 {
    memref.dealloc %open : memref<?xf32>
  }
  return
}
