// RUN: weft opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect
// AS-MLIR-OPT

func.func @kind(%a: f32, %b: index) {
  // expected-error@+1 {{custom op 'affine.store' invalid kind of type specified}}
  affine.store %a, %b[%b] : index
  return
}

// -----

func.func @lists(%m: memref<4xf32>, %i: index) {
  // expected-error@+1 {{expected ']' in affine map}}
  %0 = affine.load %m[%i : memref<4xf32>
  return
}

// -----

// expected-note@+1 {{prior use here}}
func.func @bounds(%i: index, %f: f32) {
  // The operands of a loop come before its body.
  // expected-error@+1 {{use of value '%f' expects different type than prior uses: 'index' vs 'f32'}}
  scf.for %k = %i to %i step %f {
    "x.y"(%f) : (i32) -> ()
  }
  return
}

// -----

func.func @number() {
  // expected-error@+1 {{result number not allowed in argument list}}
  affine.for %k#0 = 0 to 4 {
  }
  return
}

// -----

// expected-error@+1 {{unexpected character}}
func.func @slash(%a / : f32) {
  return
}

// -----

func.func @entry(%m: memref<4x4xf32>) {
  // expected-error@+1 {{custom op 'memref.subview' expected SSA value or integer}}
  %0 = memref.subview %m[[0, 0] [2, 2] [1, 1] : memref<4x4xf32> to memref<2x2xf32>
  return
}

// -----

func.func @own(%a: f32) {
  // Mistakes inside an attribute are not the operation's.
  // expected-error@+1 {{expected valid keyword}}
  %0 = arith.addf %a, %a {x = #gpu<>} : f32
  return
}
