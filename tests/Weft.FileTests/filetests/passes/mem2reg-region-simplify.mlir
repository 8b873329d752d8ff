// As in mlir-opt 19, the option changes nothing: blocks stay as they are.
// RUN: weft opt %s --mem2reg=region-simplify | FileCheck %s
// RUN: weft opt %s --mem2reg=region-simplify=false | FileCheck %s
// AS-MLIR-OPT

// CHECK-LABEL: func.func @kept
// CHECK-NOT: memref
// CHECK: ^bb1
func.func @kept(%x: i32) -> i32 {
  %m = memref.alloca() : memref<i32>
  memref.store %x, %m[] : memref<i32>
  %v = memref.load %m[] : memref<i32>
  return %v : i32
^unreachable:
  return %x : i32
}
