// RUN: weft opt %s --check-stops | FileCheck %s

// A while loop may not end: each turn looks.
// CHECK-LABEL: func.func @while
// CHECK: wf.check_stop
func.func @while(%c: i1) {
  scf.while : () -> () {
    scf.condition(%c)
  } do {
    scf.yield
  }
  return
}

// The loop around loops looks; innermost ones stay as they are.
// CHECK-LABEL: func.func @nest
// CHECK: scf.for
// CHECK: wf.check_stop
// CHECK: scf.for
// CHECK: memref.store
func.func @nest(%n: index, %m: memref<?x?xf32>, %x: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    scf.for %j = %c0 to %n step %c1 {
      memref.store %x, %m[%i, %j] : memref<?x?xf32>
    }
  }
  return
}
