// RUN: not weft opt %s --verify-diagnostics 2>&1 | FileCheck %s

// CHECK-DAG: error: unexpected error: 'func.return' op has 0 operands, but enclosing function (@f) returns 1
// CHECK-DAG: error: expected error "something else" was not produced
func.func @f() -> i32 {
  // expected-error@below {{something else}}
  return
}
