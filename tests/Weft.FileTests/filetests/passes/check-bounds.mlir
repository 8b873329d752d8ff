// RUN: weft opt %s --check-bounds --split-input-file | FileCheck %s

// CHECK-LABEL: func.func @guarded
// CHECK: wf.check_index %{{.*}} below
// CHECK: memref.load
func.func @guarded(%x: memref<?xf32>, %i: index) -> f32 {
  %0 = memref.load %x[%i] : memref<?xf32>
  return %0 : f32
}

// -----

// CHECK-LABEL: func.func @constant_index
// CHECK-NOT: wf.check_index
// CHECK: memref.load
func.func @constant_index(%x: memref<4xf32>) -> f32 {
  %c3 = arith.constant 3 : index
  %0 = memref.load %x[%c3] : memref<4xf32>
  return %0 : f32
}

// -----

// CHECK-LABEL: func.func @constant_index_outside
// CHECK: wf.check_index
func.func @constant_index_outside(%x: memref<4xf32>) -> f32 {
  %c4 = arith.constant 4 : index
  %0 = memref.load %x[%c4] : memref<4xf32>
  return %0 : f32
}

// -----

// A loop to the array's own extent needs no check.
// CHECK-LABEL: func.func @own_extent
// CHECK-NOT: wf.check_index
// CHECK: memref.store
// CHECK-NOT: wf.check_index
// CHECK: return
func.func @own_extent(%x: memref<?xf32>, %v: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = memref.dim %x, %c0 : memref<?xf32>
  scf.for %i = %c0 to %n step %c1 {
    memref.store %v, %x[%i] : memref<?xf32>
  }
  return
}

// -----

// A loop to some number has a version without checks, for when the number fits, and one with them.
// CHECK-LABEL: func.func @other_extent
// CHECK: scf.if
// CHECK-NOT: wf.check_index
// CHECK: memref.store
// CHECK: else
// CHECK: wf.check_index
// CHECK: memref.store
func.func @other_extent(%x: memref<?xf32>, %n: index, %v: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    memref.store %v, %x[%i] : memref<?xf32>
  }
  return
}

// -----

// What the array has no dimension for stays as it is.
// CHECK-LABEL: func.func @no_such_dimension
// CHECK: memref.dim %{{.*}}, %c7
func.func @no_such_dimension(%x: memref<?xf32>) -> index {
  %c7 = arith.constant 7 : index
  %0 = memref.dim %x, %c7 : memref<?xf32>
  return %0 : index
}

// -----

// What looks at indices early is checked as an access is, and gone afterwards.
// CHECK-LABEL: func.func @looked_at_early
// CHECK-NOT: check_access
// CHECK: wf.check_index
// CHECK: wf.check_division
// CHECK: wf.check_index
// CHECK: memref.store
func.func @looked_at_early(%x: memref<?xi32>, %i: index, %v: i32) {
  wf.check_access %x[%i] : memref<?xi32>
  wf.check_division %v, %v : i32
  memref.store %v, %x[%i] : memref<?xi32>
  return
}

// -----

// CHECK-LABEL: func.func @looked_at_in_a_loop
// CHECK-NOT: wf.check_index
// CHECK-NOT: wf.check_access
// CHECK: return
func.func @looked_at_in_a_loop(%x: memref<?xi32>, %v: i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = memref.dim %x, %c0 : memref<?xi32>
  scf.for %i = %c0 to %n step %c1 {
    wf.check_access %x[%i] : memref<?xi32>
    memref.store %v, %x[%i] : memref<?xi32>
  }
  return
}

// -----

// One counter is below the other, in either direction: what lies between them is in range if the larger one is.
// CHECK-LABEL: func.func @between_counters
// CHECK-NOT: wf.check_index
// CHECK: memref.store
// CHECK-NOT: wf.check_index
// CHECK: return
func.func @between_counters(%x: memref<?xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = memref.dim %x, %c0 : memref<?xf32>
  scf.for %k = %c1 to %n step %c1 {
    scf.for %i = %c0 to %k step %c1 {
      %d = arith.subi %k, %i : index
      %j = arith.subi %d, %c1 : index
      %v = memref.load %x[%j] : memref<?xf32>
      memref.store %v, %x[%i] : memref<?xf32>
    }
  }
  return
}

// -----

// Beside a counter that is not below it, the difference may be negative.
// CHECK-LABEL: func.func @beside_a_counter
// CHECK: wf.check_index
func.func @beside_a_counter(%x: memref<?xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = memref.dim %x, %c0 : memref<?xf32>
  scf.for %k = %c0 to %n step %c1 {
    scf.for %i = %c0 to %n step %c1 {
      %j = arith.subi %k, %i : index
      %v = memref.load %x[%j] : memref<?xf32>
      memref.store %v, %x[%i] : memref<?xf32>
    }
  }
  return
}
