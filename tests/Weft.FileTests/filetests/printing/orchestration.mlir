// Schedules, events and placements are data beside what they are about; they leave before a program is compiled.
// RUN: weft opt %s | FileCheck %s --check-prefix=TEXT
// RUN: weft opt %s | weft opt | FileCheck %s --check-prefix=TEXT
// RUN: weft opt %s --mlir-print-op-generic | weft opt | FileCheck %s --check-prefix=TEXT
// RUN: weft opt %s --apply-schedules | FileCheck %s --check-prefix=LEFT

func.func @half(%x: memref<?xf32> {wf.param = "x: f32[n]"}, %y: memref<?xf32> {wf.param = "y: out f32[n]"}) attributes {wf.kernel} {
  return
}
wf.graph @w(%x: tensor<?xf32> {wf.param = "x: f32[n]"}) -> (tensor<?xf32> {wf.param = "y: out f32[n]"})
    attributes {wf.at = "gpu(0.2) else cpu", wf.deadline = "2s"} {
  %0 = wf.invoke @half(%x) {wf.at = "cpu", wf.deadline = "50ms"} : (tensor<?xf32>) -> tensor<?xf32>
  wf.return %0 : tensor<?xf32>
}
sched.schedule @half for "cpu" {
  sched.tile "i" 64
  sched.pack "x"
  sched.vectorize "i" 16
  sched.parallel "i"
  sched.unroll "i" 4
  sched.interchange ["i", "j"]
  sched.fuse "t"
  sched.jam "i" 4
  sched.split "i" 100
  sched.skew "i" "j" 1
  sched.distribute "i"
  sched.layout "t" [1, 0]
  sched.pad "t" 16
  sched.copy "x" [0]
  sched.block "t" [8, 1]
  sched.promote "x"
  sched.prefetch "x" 64
  sched.stream "x"
}
wf.event ["s3", "in/*.npy"] to @w ["body"] give ["s3", "out/{name}.npy"]

// TEXT: attributes {wf.at = "gpu(0.2) else cpu", wf.deadline = "2s"} {
// TEXT: invoke @half(%arg0) {wf.at = "cpu", wf.deadline = "50ms"} : (tensor<?xf32>) -> tensor<?xf32>
// TEXT: sched.schedule @half for "cpu" {
// TEXT-NEXT: sched.tile "i" 64
// TEXT-NEXT: sched.pack "x"
// TEXT-NEXT: sched.vectorize "i" 16
// TEXT-NEXT: sched.parallel "i"
// TEXT-NEXT: sched.unroll "i" 4
// TEXT-NEXT: sched.interchange ["i", "j"]
// TEXT-NEXT: sched.fuse "t"
// TEXT-NEXT: sched.jam "i" 4
// TEXT-NEXT: sched.split "i" 100
// TEXT-NEXT: sched.skew "i" "j" 1
// TEXT-NEXT: sched.distribute "i"
// TEXT-NEXT: sched.layout "t" [1, 0]
// TEXT-NEXT: sched.pad "t" 16
// TEXT-NEXT: sched.copy "x" [0]
// TEXT-NEXT: sched.block "t" [8, 1]
// TEXT-NEXT: sched.promote "x"
// TEXT-NEXT: sched.prefetch "x" 64
// TEXT-NEXT: sched.stream "x"
// TEXT-NEXT: }
// TEXT-NEXT: wf.event ["s3", "in/*.npy"] to @w ["body"] give ["s3", "out/{name}.npy"]

// LEFT-NOT: sched.
// LEFT-NOT: wf.event
