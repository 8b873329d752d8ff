// RUN: weft opt %s --verify-diagnostics --split-input-file
// RUN: weft opt %s --verify-diagnostics --split-input-file --canonicalize
// RUN: not weft opt %s --split-input-file 2>&1 | FileCheck %s

// CHECK: within split at verify-diagnostics.mlir:{{[0-9]+}} offset :{{.*}}: error: 'func.return' op has 0 operands
// CHECK-NEXT: {{^}}  return
// CHECK-NEXT: {{^}}  ^
func.func @f() -> i32 {
  // expected-error@+1 {{'func.return' op has 0 operands, but enclosing function (@f) returns 1}}
  return
}

// -----

// expected-note@below {{see existing symbol definition here}}
func.func @g() {
  return
}
// expected-error@below {{redefinition of symbol named 'g'}}
func.func @g() {
  return
}
