// RUN: not weft opt %s --split-input-file --allow-unregistered-dialect 2>&1 | FileCheck %s

// A value was named where its name stands, not where its operation does.
// CHECK: :8:11: error: use of value '%a' expects different type than prior uses: 'i64' vs 'i32'
// CHECK: :7:3: note: prior use here
func.func @prior_use() {
  %a = "t.def"() : () -> i32
  "t.use"(%a) : (i64) -> ()
  return
}

// -----

// The operation comes before the other notes.
// CHECK:      error: 'scf.parallel' op expects body to terminate with 'scf.reduce'
// CHECK:      note: see current operation:
// CHECK:      :10:5: note: terminator here
func.func @parallel(%n: index) {
  "scf.parallel"(%n, %n, %n) ({
  ^bb0(%i: index):
    "t.last"() : () -> ()
  }) {operandSegmentSizes = array<i32: 1, 1, 1, 0>} : (index, index, index) -> ()
  return
}

// -----

// CHECK: :7:1: error: redefinition of symbol named 'f'
// CHECK: :7:1: note: see current operation:
// CHECK: :6:1: note: see existing symbol definition here
func.func private @f()
func.func private @f()

// -----

// Of a block no operation is shown.
// CHECK:     error: empty block: expect at least a terminator
// CHECK-NOT: note:
func.func @empty() {
  return
^bb1:
}

// -----

// A value from outside has no name.
// CHECK: error: expected two region arguments
// CHECK: note: see current operation:
// CHECK: "gpu.all_reduce"(<<UNKNOWN SSA VALUE>>)
func.func @outside(%a: f32) {
  %r = "gpu.all_reduce"(%a) ({
  ^bb0(%x: f32):
    "gpu.yield"(%x) : (f32) -> ()
  }) : (f32) -> f32
  return
}
