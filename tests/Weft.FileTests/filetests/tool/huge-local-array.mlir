// An array whose size leaves 64 bits is not taken for a small one on the stack.
// RUN: not weft run %s huge --target interp 2>&1 | FileCheck %s
// RUN: not weft run %s huge --target cpu 2>&1 | FileCheck %s

// CHECK: error WF4005: kernel 'huge': {{.*}} bytes for a temporary array could not be allocated
func.func @huge(%y: memref<1xi8> {wf.param = "y: out i8[1]"}) attributes {wf.kernel} {
  %c0 = arith.constant 0 : index
  %c9 = arith.constant 4294967295 : index
  %a = memref.alloca() : memref<4294967296x4294967296xi8>
  %v = memref.load %a[%c9, %c9] : memref<4294967296x4294967296xi8>
  memref.store %v, %y[%c0] : memref<1xi8>
  return
}
