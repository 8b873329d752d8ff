// RUN: weft opt %s --canonicalize | FileCheck %s
// AS-MLIR-OPT

// Memory of a scope stays in it where the function has more blocks.
// CHECK-LABEL: func.func @more_blocks
// CHECK: memref.alloca_scope
func.func @more_blocks(%x: i64, %at: index, %c: i1, %m: memref<i64>) -> i64 {
  %0 = memref.alloca_scope -> (i64) {
    %own = memref.alloca() : memref<3xi64>
    memref.store %x, %own[%at] : memref<3xi64>
    %again = memref.load %own[%at] : memref<3xi64>
    memref.alloca_scope.return %again : i64
  }
  cf.cond_br %c, ^one, ^other
^one:
  memref.store %0, %m[] : memref<i64>
  cf.br ^other
^other:
  return %0 : i64
}
