// RUN: not weft build %s --emit llvm -o - 2>&1 | FileCheck %s

// CHECK: error WF3011: 'outside' is called but has no body here; kernels can call only math and other kernels
func.func private @outside(f32) -> f32
func.func @k(%x: f32 {wf.param = "x: f32"}, %y: memref<1xf32> {wf.param = "y: out f32[1]"}) attributes {wf.kernel} {
  %c0 = arith.constant 0 : index
  %0 = call @outside(%x) : (f32) -> f32
  memref.store %0, %y[%c0] : memref<1xf32>
  return
}
