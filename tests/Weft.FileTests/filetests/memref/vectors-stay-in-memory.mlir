// RUN: not weft run %s -e main --target interp 2>&1 | FileCheck %s
// RUN: not weft run %s -e main --target cpu 2>&1 | FileCheck %s

func.func @main() {
  %c0 = arith.constant 0 : index
  %memory = memref.alloc() : memref<2x4xi32>
  // CHECK: error WF4001: kernel 'main': index {{.*}} is out of range
  %all = vector.load %memory[%c0, %c0] : memref<2x4xi32>, vector<16xi32>
  vector.print %all : vector<16xi32>
  return
}
