// RUN: weft opt %s --split-input-file --verify-diagnostics

// expected-error @+1 {{'wf.graph' op takes or gives 'memref<4xf32>', but arrays are values in a workflow; write a tensor type}}
wf.graph @memory(%x: memref<4xf32>) -> memref<4xf32> {
  wf.return %x : memref<4xf32>
}

// -----

// expected-error @+1 {{'wf.graph' op gives no new state of 'y': result 0 should be 'tensor<4xf32>'}}
wf.graph @stateless(%y: tensor<4xf32> {wf.param = "y: inout f32[4]"}) {
  wf.return
}

// -----

// expected-error @+1 {{'wf.graph' op gives no new state of 'y': result 0 should be 'tensor<4xf32>', found 'f32'}}
wf.graph @other(%y: tensor<4xf32> {wf.param = "y: inout f32[4]"}, %a: f32) -> f32 {
  wf.return %a : f32
}

// -----

// expected-error @+1 {{'wf.graph' op 'wf.at' says where a workflow or an invocation may run, for example "gpu(0.2) else cpu"}}
wf.graph @place(%a: f32) -> f32 attributes {wf.at = "gpu(2.0)"} {
  wf.return %a : f32
}

// -----

// expected-error @+1 {{'wf.graph' op 'wf.deadline' says how long a workflow or an invocation may take, for example "50ms"}}
wf.graph @late(%a: f32) -> f32 attributes {wf.deadline = "50"} {
  wf.return %a : f32
}

// -----

// expected-error @+1 {{'wf.event' op 'nobody' does not reference a kernel or workflow}}
wf.event ["queue", "jobs"] to @nobody []

// -----

wf.graph @f(%a: f32) -> f32 {
  wf.return %a : f32
}
// expected-error @+1 {{'wf.event' op passes 2 arguments, but @f takes 1}}
wf.event ["queue", "jobs"] to @f ["body", 1.0 : f32]

// -----

wf.graph @f(%a: f32) -> f32 {
  wf.return %a : f32
}
// expected-error @+1 {{'wf.event' op expects a source of events and its setting}}
wf.event ["every", "now and then"] to @f ["time"]

// -----

wf.graph @f(%a: f32) -> f32 {
  wf.return %a : f32
}
// expected-error @+1 {{'wf.event' op passes 'boddy', which an event of 'queue' does not have}}
wf.event ["queue", "jobs"] to @f ["boddy"]

// -----

wf.graph @f(%a: f32) -> f32 {
  wf.return %a : f32
}
// expected-error @+1 {{'wf.event' op expects a sink that takes results and its setting}}
wf.event ["queue", "jobs"] to @f ["body"] give ["every", "5min"]

// -----

func.func @fault(%a: i1) {
  cf.assert %a, "positive" {wf.fault = "overflow"}
  // expected-error @+1 {{'cf.assert' op 'wf.fault' says what an assertion finds: "overflow" or "thrown"}}
  cf.assert %a, "positive" {wf.fault = "underflow"}
  return
}

// -----

// expected-error @+1 {{'func.func' op 'wf.fault' says what an assertion finds: "overflow" or "thrown"}}
func.func @fault_of_function() attributes {wf.fault = "overflow"} {
  return
}
