// The places and forms in which a message may be announced.
// RUN: weft opt %s --split-input-file --verify-diagnostics

func.func @same_line() -> i32 {
  return // expected-error {{has 0 operands}}
}

// -----

func.func @above() -> i32 {
  return
  // expected-error@above {{has 0 operands}}
}

// -----

func.func @below() -> i32 {
  // expected-error@below {{has 0 operands}}
  return
}

// -----

func.func @pattern() -> i32 {
  // expected-error-re@+1 {{has {{[0-9]+}} operands, but enclosing function (@pattern) returns 1}}
  return
}
