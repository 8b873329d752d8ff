// RUN: weft opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect

// expected-error@+1 {{custom op 'func.func' expected valid '@'-identifier for symbol name}}
func.func f()

// -----

// expected-error@+1 {{custom op 'func.func' expected type instead of SSA identifier}}
func.func @f(i32, %a: i32)

// -----

// expected-error@+1 {{custom op 'func.func' expected SSA identifier}}
func.func @f(%a: i32, i32)

// -----

// expected-error@+2 {{invalid block name in region with named arguments}}
func.func @f(%a: i32) {
^bb0:
  return
}

// -----

// expected-error@+1 {{expected non-empty function body}}
func.func @f() {
}
