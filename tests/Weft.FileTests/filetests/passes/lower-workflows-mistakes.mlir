// RUN: weft opt %s --lower-workflows --split-input-file --verify-diagnostics

func.func @grow(%x: memref<?xf32> {wf.param = "x: f32[n]"}, %y: memref<?xf32> {wf.param = "y: out f32[m]"}) attributes {wf.kernel} {
  return
}
wf.graph @unbound(%x: memref<?xf32> {wf.param = "x: f32[n]"}) -> (memref<?xf32> {wf.param = "y: out f32[m]"}) {
  // expected-error@+1 {{the extent 'm' of output 'y' of 'grow' does not follow from its inputs}}
  %0 = wf.invoke @grow(%x) : (memref<?xf32>) -> memref<?xf32>
  wf.return %0 : memref<?xf32>
}
