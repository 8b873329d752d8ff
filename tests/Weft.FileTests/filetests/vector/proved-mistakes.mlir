// RUN: weft opt %s --split-input-file --verify-diagnostics

func.func @scalar(%a: memref<?xf32>, %i: index) -> f32 {
  // expected-error @+1 {{'wf.proved' is a unit attribute of accesses to neighbouring elements}}
  %x = memref.load %a[%i] {wf.proved} : memref<?xf32>
  return %x : f32
}

// -----

func.func @view(%a: memref<8xf32>) -> memref<?xf32> {
  // expected-error @+1 {{'wf.filled' is a unit attribute of allocations}}
  %x = memref.cast %a {wf.filled} : memref<8xf32> to memref<?xf32>
  return %x : memref<?xf32>
}
