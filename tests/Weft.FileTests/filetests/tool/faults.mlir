// RUN: not weft run %s assertion --target interp --arg a=1 2>&1 | FileCheck %s --check-prefix=ASSERTION
// RUN: not weft run %s memory --target interp --arg n=1000000000000 2>&1 | FileCheck %s --check-prefix=MEMORY
// RUN: not weft run %s overflow --target interp --arg a=1 2>&1 | FileCheck %s --check-prefix=OVERFLOW
// RUN: not weft run %s overflow --target cpu --arg a=1 2>&1 | FileCheck %s --check-prefix=OVERFLOW
// RUN: not weft run %s thrown --target interp --arg a=1 2>&1 | FileCheck %s --check-prefix=THROWN
// RUN: not weft run %s thrown --target cpu --arg a=1 2>&1 | FileCheck %s --check-prefix=THROWN

// ASSERTION: error WF4004: kernel 'assertion': assertion failed: a must not be positive
func.func @assertion(%a: i32 {wf.param = "a: i32"}, %y: memref<1xi32> {wf.param = "y: out i32[1]"}) attributes {wf.kernel} {
  %c0 = arith.constant 0 : i32
  %ok = arith.cmpi sle, %a, %c0 : i32
  cf.assert %ok, "a must not be positive"
  return
}

// MEMORY: error WF4005: kernel 'memory': 4000000000000 bytes for a temporary array could not be allocated
func.func @memory(%n: index {wf.param = "n: index"}, %y: memref<1xi32> {wf.param = "y: out i32[1]"}) attributes {wf.kernel} {
  %c0 = arith.constant 0 : index
  %a = memref.alloc(%n) : memref<?xi32>
  %v = memref.load %a[%n] : memref<?xi32>
  memref.store %v, %y[%c0] : memref<1xi32>
  return
}

// OVERFLOW: error WF4008: kernel 'overflow': overflow: 'a + b' does not fit into 'int'
func.func @overflow(%a: i32 {wf.param = "a: i32"}, %y: memref<1xi32> {wf.param = "y: out i32[1]"}) attributes {wf.kernel} {
  %c0 = arith.constant 0 : i32
  %ok = arith.cmpi sle, %a, %c0 : i32
  cf.assert %ok, "'a + b' does not fit into 'int'" {wf.fault = "overflow"}
  return
}

// THROWN: error WF4009: kernel 'thrown' throws ArgumentException: negative
func.func @thrown(%a: i32 {wf.param = "a: i32"}, %y: memref<1xi32> {wf.param = "y: out i32[1]"}) attributes {wf.kernel} {
  %c0 = arith.constant 0 : i32
  %ok = arith.cmpi sle, %a, %c0 : i32
  cf.assert %ok, "ArgumentException: negative" {wf.fault = "thrown"}
  return
}
