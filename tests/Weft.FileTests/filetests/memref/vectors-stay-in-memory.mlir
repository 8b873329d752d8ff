// RUN: not weft run %s -e main --target interp 2>&1 | FileCheck %s

func.func @main() {
  %c0 = arith.constant 0 : index
  %memory = memref.alloc() : memref<2x4xi32>
  // CHECK: error WF4001: kernel 'main': index 8 is out of range for 'memref.alloc : memref<2x4xi32>', whose extent here is 8
  %all = vector.load %memory[%c0, %c0] : memref<2x4xi32>, vector<16xi32>
  vector.print %all : vector<16xi32>
  return
}
