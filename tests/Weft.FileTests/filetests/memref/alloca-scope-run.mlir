// RUN: weft run %s -e main --target interp | FileCheck %s
// RUN: weft run %s -e main --target cpu | FileCheck %s

func.func @main() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0 : index
  // In every turn new memory, with branches inside.
  %sum = scf.for %i = %c1 to %c4 step %c1 iter_args(%s = %zero) -> index {
    %t = memref.alloca_scope -> (index) {
      %m = memref.alloca(%i) : memref<?xindex>
      scf.for %j = %c0 to %i step %c1 {
        memref.store %i, %m[%j] : memref<?xindex>
      }
      %last = arith.subi %i, %c1 : index
      %v = memref.load %m[%last] : memref<?xindex>
      memref.alloca_scope.return %v : index
    }
    %u = arith.addi %s, %t : index
    scf.yield %u : index
  }
  // CHECK: 6
  vector.print %sum : index
  // CHECK: 7
  memref.alloca_scope {
    %c7 = arith.constant 7 : index
    %m = memref.alloca() : memref<2xindex>
    memref.store %c7, %m[%c1] : memref<2xindex>
    %v = memref.load %m[%c1] : memref<2xindex>
    vector.print %v : index
  }
  return
}
