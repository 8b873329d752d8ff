// RUN: weft opt %s --int-range-optimizations --split-input-file --allow-unregistered-dialect | FileCheck %s
// Where mlir-opt 19 does not look, or is wrong.

// Loops that carry floats.
// CHECK-LABEL: @carries_a_float
// CHECK: scf.for %[[I:.*]] = %c0 to %c8
// CHECK-NEXT: "use"(%[[I]]) : (index) -> ()
func.func @carries_a_float(%x: f32) -> f32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %r = scf.for %i = %c0 to %c8 step %c1 iter_args(%y = %x) -> (f32) {
    %same = arith.remui %i, %c8 : index
    "use"(%same) : (index) -> ()
    scf.yield %y : f32
  }
  return %r : f32
}

// -----

// 211 xor 40 is 251: the limits of the operands do not give those of the result.
// CHECK-LABEL: @exclusive_or
// CHECK: %[[R:.*]] = arith.xori
// CHECK: %[[OPEN:.*]] = arith.cmpi ule, %[[R]]
// CHECK: return %[[OPEN]], %true
func.func @exclusive_or(%x: i8) -> (i1, i1) {
  %low = arith.constant 1 : i8
  %high = arith.constant 211 : i8
  %forty = arith.constant 40 : i8
  %limit = arith.constant 215 : i8
  %a = arith.maxui %x, %low : i8
  %b = arith.minui %a, %high : i8
  %r = arith.xori %b, %forty : i8
  %open = arith.cmpi ule, %r, %limit : i8
  %most = arith.constant 15 : i8
  %few = arith.andi %x, %most : i8
  %mixed = arith.xori %few, %forty : i8
  %thirtytwo = arith.constant 32 : i8
  %atleast = arith.cmpi uge, %mixed, %thirtytwo : i8
  return %open, %atleast : i1, i1
}

// -----

// What the outer loop carries is not only what it begins with: mlir-opt has no fact of what stands behind a loop that carries vectors,
// and forgets to pass on that it yields.
// CHECK-LABEL: @yielded_behind_vectors
func.func @yielded_behind_vectors(%v: vector<4xi1>, %n: index, %m: i32) -> index {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  // CHECK: %[[R:.*]]:2 = scf.for
  %r:2 = scf.for %i = %c0 to %c3 step %c1 iter_args(%a = %m, %b = %c0) -> (i32, index) {
    %in:2 = scf.for %j = %c0 to %c3 step %c1 iter_args(%p = %v, %q = %m) -> (vector<4xi1>, i32) {
      scf.yield %p, %a : vector<4xi1>, i32
    }
    scf.yield %in#1, %n : i32, index
  }
  // CHECK: return %[[R]]#1
  return %r#1 : index
}
