// RUN: not weft opt %s --lower-workflows 2>&1 | FileCheck %s

// CHECK: error WF3013: the extent 'm' of output 'y' of 'grow' does not follow from its inputs
// CHECK-NEXT: {{^}}  %0 = wf.invoke @grow
func.func @grow(%x: memref<?xf32> {wf.param = "x: f32[n]"}, %y: memref<?xf32> {wf.param = "y: out f32[m]"}) attributes {wf.kernel} {
  return
}
wf.graph @unbound(%x: tensor<?xf32> {wf.param = "x: f32[n]"}) -> (tensor<?xf32> {wf.param = "y: out f32[m]"}) {
  %0 = wf.invoke @grow(%x) : (tensor<?xf32>) -> tensor<?xf32>
  wf.return %0 : tensor<?xf32>
}
