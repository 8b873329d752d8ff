// RUN: weft opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect

func.func @order() {
  // expected-error@+1 {{operand #0 does not dominate this use}}
  "x.use"(%0) : (i32) -> ()
  // expected-note@+1 {{operand defined here (op in the same block)}}
  %0 = arith.constant 1 : i32
  return
}

// -----

func.func @paths(%c: i1) {
  cf.cond_br %c, ^bb1, ^bb2
^bb1:
  // expected-note@+1 {{operand defined here (op in the same region)}}
  %0 = arith.constant 1 : i32
  cf.br ^bb2
^bb2:
  // expected-error@+1 {{operand #0 does not dominate this use}}
  "x.use"(%0) : (i32) -> ()
  return
}

// -----

// In a graph region order means nothing.
"x.use"(%0) : (i32) -> ()
%0 = arith.constant 1 : i32

// -----

// A use that control cannot reach is no mistake.
func.func @unreachable() {
  return
^bb1:
  "x.use"(%0) : (i32) -> ()
  cf.br ^bb2
^bb2:
  %0 = arith.constant 1 : i32
  return
}

// -----

func.func @nested() {
  "x.region"() ({
    // expected-error@+1 {{operand #0 does not dominate this use}}
    "x.use"(%0) : (i32) -> ()
  }) : () -> ()
  // expected-note@+1 {{operand defined here (op in a parent region)}}
  %0 = arith.constant 1 : i32
  return
}
