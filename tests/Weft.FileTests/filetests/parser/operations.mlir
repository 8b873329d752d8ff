// RUN: weft opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect

func.func @f() {
  // expected-error@+1 {{custom op 'nonsense' is unknown (tried 'func.nonsense' as well)}}
  nonsense
}

// -----

func.func @f() {
  // expected-error@+1 {{unregistered operation 'arith.nonsense' found in dialect ('arith') that does not allow unknown operations}}
  "arith.nonsense"() : () -> ()
}

// -----

// expected-error@+1 {{empty operation name is invalid}}
""() : () -> ()

// -----

func.func @f(%a: i32) {
  // expected-error@+1 {{cannot name an operation with no results}}
  %0 = return
}

// -----

// expected-error@+1 {{operation defines 1 results but was provided 2 to bind}}
%0:2 = "x.op"() : () -> i32

// -----

// expected-error@+1 {{expected 1 operand type  but had 0}}
"x.op"(%0) : () -> ()

// -----

func.func @f() {
  // expected-error@+1 {{Dialect `nowhere' not found for custom op 'nowhere.op'}}
  nowhere.op
}
