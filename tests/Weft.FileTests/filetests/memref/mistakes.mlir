// RUN: weft opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect

func.func @f(%m: memref<8x8xf32>) {
  // expected-error@+1 {{expected result type to be 'memref<4x4xf32, strided<[8, 1]>>' or a rank-reduced version. (mismatch of result layout) }}
  %0 = memref.subview %m[0, 0] [4, 4] [1, 1] : memref<8x8xf32> to memref<4x4xf32>
  return
}

// -----

func.func @f(%m: memref<8x8xf32>) {
  // expected-error@+1 {{expected mixed offsets rank to match mixed sizes rank (2 vs 1) so the rank of the result type is well-formed.}}
  %0 = memref.subview %m[0, 0] [4] [1, 1] : memref<8x8xf32> to memref<4x4xf32>
  return
}

// -----

func.func @f(%m: memref<8x8xf32>) {
  // expected-error@+1 {{expected result type to be 'memref<4x4xf32, strided<[8, 1]>>' or a rank-reduced version. (mismatch of result sizes) }}
  %0 = memref.subview %m[0, 0] [4, 4] [1, 1] : memref<8x8xf32> to memref<4xf32, strided<[1]>>
  return
}

// -----

func.func @f(%m: memref<8x8xf32>) {
  // expected-error@+1 {{expected offsets to be non-negative, but got -1}}
  %0 = memref.subview %m[0, -1] [4, 4] [1, 1] : memref<8x8xf32> to memref<4x4xf32, strided<[8, 1]>>
  return
}

// -----

func.func @f(%m: memref<8x8xf32>) {
  // expected-error@+1 {{expected result element type to be 'f32'}}
  %0 = memref.subview %m[0, 0] [4, 4] [1, 1] : memref<8x8xf32> to memref<4x4xi32, strided<[8, 1]>>
  return
}

// -----

func.func @f(%m: memref<8x8xf32, strided<[1, 8]>>) {
  // expected-error@+1 {{'memref.collapse_shape' op invalid source layout map or collapsing non-contiguous dims}}
  %0 = memref.collapse_shape %m [[0, 1]] : memref<8x8xf32, strided<[1, 8]>> into memref<64xf32>
  return
}

// -----

func.func @f(%m: memref<8xf32>) {
  // expected-error@+1 {{'memref.expand_shape' op collapsed dim size (8) must equal reassociation group size (10)}}
  %0 = memref.expand_shape %m [[0, 1]] output_shape [2, 5] : memref<8xf32> into memref<2x5xf32>
  return
}

// -----

func.func @f(%m: memref<8xf32>) {
  // expected-error@+1 {{'memref.expand_shape' op expected expanded type to be 'memref<2x4xf32>' but found 'memref<2x4xf32, strided<[5, 1]>>'}}
  %0 = memref.expand_shape %m [[0, 1]] output_shape [2, 4] : memref<8xf32> into memref<2x4xf32, strided<[5, 1]>>
  return
}

// -----

func.func @f(%m: memref<8xf32>, %i: index) {
  // expected-error@+1 {{'memref.atomic_rmw' op operand #0 must be signless integer or floating-point, but got 'index'}}
  %0 = memref.atomic_rmw addi %i, %m[%i] : (index, memref<8xf32>) -> index
  return
}

// -----

func.func @f(%m: memref<8xi32>, %i: index, %x : i32) {
  // expected-error@+1 {{'memref.atomic_rmw' op with kind 'addf' expects a floating-point type}}
  %0 = memref.atomic_rmw addf %x, %m[%i] : (i32, memref<8xi32>) -> i32
  return
}

// -----

func.func @f(%m: memref<8xi32>) {
  // expected-error@+1 {{'memref.memory_space_cast' op operand type 'memref<8xi32>' and result type 'memref<9xi32, 1>' are cast incompatible}}
  %0 = memref.memory_space_cast %m : memref<8xi32> to memref<9xi32, 1>
  return
}

// -----

func.func @f(%m: memref<8xi32>) {
  // expected-error@+1 {{'memref.assume_alignment' op alignment must be power of 2}}
  memref.assume_alignment %m, 12 : memref<8xi32>
  return
}

// -----

func.func @f(%m: memref<8xi32>) {
  // expected-error@+1 {{'memref.assume_alignment' op attribute 'alignment' failed to satisfy constraint: 32-bit signless integer attribute whose value is positive}}
  memref.assume_alignment %m, 0 : memref<8xi32>
  return
}

// -----

// expected-error@+1 {{expected integer elements, but parsed floating-point}}
memref.global @g : memref<2xi32> = dense<1.0>

// -----

// expected-error@+1 {{'memref.global' op initial value expected to be of type 'tensor<2xi32>', but was of type 'tensor<3xi32>'}}
"memref.global"() <{sym_name = "g", type = memref<2xi32>, initial_value = dense<1> : tensor<3xi32>}> : () -> ()

// -----

// expected-error@+1 {{'memref.global' op initial value should be a unit or elements attribute, but got 1 : i32}}
"memref.global"() <{sym_name = "g", type = memref<2xi32>, initial_value = 1 : i32}> : () -> ()

// -----

// expected-error@+1 {{'memref.global' op attribute 'type' failed to satisfy constraint: memref type attribute}}
"memref.global"() <{sym_name = "g", type = i32}> : () -> ()

// -----

func.func @f(%m: memref<8xi32>) {
  // expected-error@+1 {{'memref.extract_strided_metadata' op inferred type(s) 'memref<i32>', 'index', 'index', 'index' are incompatible with return type(s) of operation 'memref<i32>', 'index', 'index', 'index', 'index', 'index'}}
  "memref.extract_strided_metadata"(%m) : (memref<8xi32>) -> (memref<i32>, index, index, index, index, index)
  return
}

// -----

func.func @f(%m: memref<2x3xi32>, %i: index) {
  // expected-error@+1 {{'memref.prefetch' op too few indices}}
  memref.prefetch %m[%i], read, locality<3>, data : memref<2x3xi32>
  return
}

// -----

func.func @f(%m: memref<8xi32>, %n: index) {
  // expected-error@+1 {{missing dimension operand for result type 'memref<?xi32>'}}
  %r = memref.realloc %m : memref<8xi32> to memref<?xi32>
  return
}

// -----

func.func @f(%m: memref<8x8xi32>) {
  // expected-error@+1 {{'memref.transpose' op result type 'memref<8x8xi32>' is not equivalent to the canonical transposed input type 'memref<8x8xi32, affine_map<(d0, d1) -> (d0 + d1 * 8)>>'}}
  %0 = memref.transpose %m (a, b) -> (b, a) : memref<8x8xi32> to memref<8x8xi32>
  return
}

// -----

module {
  // expected-error@+1 {{'memref.alloca' op requires an ancestor op with AutomaticAllocationScope trait}}
  %0 = memref.alloca() : memref<4xi32>
}

// -----

func.func @f(%m: memref<8xi32>, %i: index) {
  %0 = memref.generic_atomic_rmw %m[%i] : memref<8xi32> {
  ^bb0(%a: i32):
    // expected-error@+1 {{'memref.atomic_yield' op types mismatch between yield op: 'index' and its parent: 'i32'}}
    memref.atomic_yield %i : index
  }
  return
}

// -----

func.func @f(%m: memref<8xi32>, %i: index) {
  // expected-error@+1 {{'memref.generic_atomic_rmw' op expected single number of entry block arguments}}
  %0 = memref.generic_atomic_rmw %m[%i] : memref<8xi32> {
  }
  return
}

// -----

func.func @f(%m: memref<8xi32>) {
  // expected-error@+1 {{'memref.get_global' op 'nope' does not reference a valid global memref}}
  %0 = memref.get_global @nope : memref<8xi32>
  return
}

// -----

func.func @f(%m: memref<2x8xi32>) {
  // expected-error@+1 {{use of value '%m' expects different type than prior uses: 'memref<2x9xi32>' vs 'memref<2x8xi32>'}}
  memref.copy %m, %m : memref<2x8xi32> to memref<2x9xi32>
  return
}
