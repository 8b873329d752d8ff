// One mistake hides no other, neither of the parser nor of the verifier.
// RUN: not weft opt %s --split-input-file 2>&1 | FileCheck %s

// CHECK: error: custom op 'arith.frob' is unknown
// CHECK: error: expected ':'
// CHECK: error: custom op 'func.func' expected valid '@'-identifier for symbol name
// CHECK: error: expected operation name in quotes
// CHECK-NOT: error
// CHECK: error: type of return operand 0 ('i32') doesn't match function result type ('i64') in function @a
// CHECK: error: 'func.return' op has 0 operands, but enclosing function (@c) returns 1
// CHECK-NOT: error
func.func @first(%a: i32) -> i32 {
  %0 = arith.frob %a : i32
  %1 = arith.addi %0, %a i32
  return %1 : i32
}

func.func no_name(%a: i32) {
  scf.if %a {
    return
  }
}

module {
  func.func @second() {
    42
    return
  }
}

// -----

func.func @a(%a: i32) -> i64 {
  return %a : i32
}
func.func @b() {
  return
}
func.func @c() -> i64 {
  return
}
