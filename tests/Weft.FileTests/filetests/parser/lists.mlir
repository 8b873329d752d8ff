// RUN: weft opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect

// Brackets around a number, or behind a value, are read in every list of values and numbers.
func.func @odd(%m: memref<8xf32>, %n: index) {
  // expected-error@+1 {{expected SSA value or integer}}
  %r = memref.subview %m[%n [4] [1] : memref<8xf32> to memref<4xf32>
  return
}

// -----

// The right side of an operator is looked at when the operator behind it has been read.
// expected-error@+1 {{non-affine expression: right operand of mod has to be either a constant or symbolic}}
#m = affine_map<(d0, d1) -> (d0 mod d1 * 2)>

// -----

// Any word can be the name of a dimension.
#m = affine_map<(i32)[mod] -> (0)>

// -----

func.func @outputs(%t: tensor<4xf32>) {
  // expected-error@+1 {{1 operands present, but expected 2}}
  %r:2 = scf.forall (%i) in (4) shared_outs(%o = %t) -> (tensor<4xf32>, tensor<4xf32>) {
  }
  return
}

// -----

func.func @outputs_without_types(%t: tensor<4xf32>) {
  // expected-error@+1 {{1 operands present, but expected 0}}
  scf.forall (%i) in (4) shared_outs(%o = %t) {
  }
  return
}

// -----

func.func @groups(%m: memref<2x4xf32>) {
  // expected-error@+1 {{integer literal not valid for specified type}}
  %r = memref.collapse_shape %m 1 : memref<2x4xf32> into memref<8xf32>
  return
}

// -----

func.func @flag(%f: f32) {
  // expected-error@+1 {{invalid kind of type specified}}
  cf.switch %f : f32, [default: ^bb1]
^bb1:
  return
}

// -----

// expected-error@+1 {{reference to an undefined block}}
"t.jump"()[^bb1] : () -> ()

// -----

{-#
  dialect_resources: {
    // expected-error@+1 {{dialect 'nonsense' is unknown}}
    nonsense: { a: "0x0400000000000000" }
  }
#-}

// -----

// What must be there is asked for by name, whatever the order of the declaration.
func.func @prefetch(%m: memref<4xf32>, %i: index) {
  // expected-error@+1 {{requires attribute 'isDataCache'}}
  "memref.prefetch"(%m, %i) : (memref<4xf32>, index) -> ()
  return
}

// -----

// A name that ends with a point has no dialect.
// expected-error@+1 {{custom op 'func.' is unknown (tried 'builtin.func.' as well)}}
func. @f()

// -----

func.func @targets(%x: i32) {
  cf.switch %x : i32, [
    // expected-error@+1 {{0 operands present, but expected 1}}
    default: ^bb1( : i32)
  ]
^bb1(%a: i32):
  return
}

// -----

func.func @hints(%m: memref<4xf32>, %i: index) {
  // expected-error@+1 {{expected valid keyword}}
  memref.prefetch %m[%i], "read", locality<3>, data : memref<4xf32>
  return
}

// -----

func.func @symbols(%m: memref<4xf32>) {
  // expected-error@+1 {{expected ssa identifier}}
  %r = affine.load %m[symbol(3)] : memref<4xf32>
  return
}

// -----

func.func @yields(%m: memref<f32>) {
  linalg.generic {indexing_maps = [affine_map<() -> ()>], iterator_types = []} outs(%m : memref<f32>) {
  ^bb0(%o: f32):
    // expected-error@+1 {{expected ':'}}
    linalg.yield %o
  }
  return
}
