// RUN: weft opt %s --split-input-file --verify-diagnostics
// AS-MLIR-OPT

// The parent is looked at before attributes are.
// expected-error@+1 {{'gpu.func' op expects parent op 'gpu.module'}}
"gpu.func"() ({}) : () -> ()

// -----

// So is where an operation stands, and only then whether it ends its block.
func.func @wrong_parent(%a: i1) {
  // expected-error@+1 {{'scf.condition' op expects parent op 'scf.while'}}
  scf.condition(%a)
  return
}

// -----

func.func @blocks(%a: i32) {
  // expected-error@+1 {{'scf.if' op expects region #0 to have 0 or 1 blocks}}
  "scf.if"(%a) ({
    scf.yield
  ^bb1:
    scf.yield
  }, {}) : (i32) -> ()
  return
}

// -----

func.func @arguments(%a: i32) {
  // expected-error@+1 {{'scf.if' op region #0 should have no arguments}}
  "scf.if"(%a) ({
  ^bb0(%x: i32):
    scf.yield
  }, {}) : (i32) -> ()
  return
}

// -----

func.func @optional(%a: f32) {
  // expected-error@+1 {{'vector.print' op operand group starting at #0 requires 0 or 1 element, but found 2}}
  "vector.print"(%a, %a) <{punctuation = #vector.punctuation<newline>}> : (f32, f32) -> ()
  return
}

// -----

// What ends the body is looked at when the body is valid.
func.func @body(%a: tensor<4xf32>) -> tensor<4xf32> {
  %0 = "linalg.copy"(%a, %a) <{operandSegmentSizes = array<i32: 1, 1>}> ({
  ^bb0(%x: f32, %y: f32):
    // expected-error@+1 {{block with no terminator}}
    %1 = arith.addf %x, %y : f32
  }) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
