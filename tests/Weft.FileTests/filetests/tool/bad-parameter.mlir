// RUN: not weft check %s 2>&1 | FileCheck %s
// RUN: not weft build %s --emit mlir -o - 2>&1 | FileCheck %s

// CHECK: error WF4019: 'wf.param' says x: f64 for an argument of kernel 'k' that is f32
func.func @k(%x: f32 {wf.param = "x: f64"}) attributes {wf.kernel} {
  return
}
