// RUN: weft opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect
// AS-MLIR-OPT

func.func @dims(%n: index) {
  // expected-error@+1 {{custom op 'affine.for' dim operand count and affine map dim count must match}}
  affine.for %i = affine_map<(d0) -> (d0)>(%n, %n) to 10 {
  }
  return
}

// -----

func.func @prefix(%n: index) {
  // expected-error@+1 {{upper loop bound affine map with multiple results requires 'min' prefix}}
  affine.for %i = 0 to affine_map<(d0) -> (d0, 8)>(%n) {
  }
  return
}

// -----

func.func @step() {
  // expected-error@+1 {{expected step to be representable as a positive signed integer}}
  affine.for %i = 0 to 8 step -1 {
  }
  return
}

// -----

func.func @two_bounds(%n: index) {
  // expected-error@+1 {{expected only one loop bound operand}}
  affine.for %i = %n, %n to 8 {
  }
  return
}

// -----

func.func @bound_changes(%m: memref<8xindex>) {
  affine.for %i = 0 to 8 {
    %n = affine.load %m[%i] : memref<8xindex>
    // expected-error@+1 {{'affine.for' op operand cannot be used as a symbol}}
    affine.for %j = 0 to %n {
    }
  }
  return
}

// -----

func.func @subscript_changes(%m: memref<8xindex>) {
  affine.for %i = 0 to 8 {
    %n = affine.load %m[%i] : memref<8xindex>
    // expected-error@+1 {{'affine.load' op index must be a valid dimension or symbol identifier}}
    %x = affine.load %m[%n] : memref<8xindex>
  }
  return
}

// -----

func.func @rank(%m: memref<8x8xf32>, %x: f32) {
  // expected-error@+1 {{'affine.store' op affine map num results must equal memref rank}}
  affine.store %x, %m[0] : memref<8x8xf32>
  return
}

// -----

func.func @element(%m: memref<8xf32>) {
  // expected-error@+1 {{'affine.vector_load' op requires memref and vector types of the same elemental type}}
  %v = affine.vector_load %m[0] : memref<8xf32>, vector<4xi32>
  return
}

// -----

func.func @carried(%x: f32) {
  // expected-error@+1 {{custom op 'affine.for' mismatch between the number of loop-carried values and results}}
  %r = affine.for %i = 0 to 8 iter_args(%a = %x) -> (f32, f32) {
    affine.yield %a : f32
  }
  return
}

// -----

func.func @yields(%x: f32) {
  %r = affine.for %i = 0 to 8 iter_args(%a = %x) -> (f32) {
    // expected-error@+1 {{'affine.yield' op parent of yield must have same number of results as the yield operands}}
    affine.yield
  }
  return
}

// -----

func.func @set(%n: index) {
  // expected-error@+1 {{symbol operand count and integer set symbol count must match}}
  affine.if affine_set<(d0)[s0] : (d0 >= 0)>(%n) {
  }
  return
}

// -----

func.func @map(%n: index) {
  // expected-error@+1 {{dimension or symbol index mismatch}}
  %0 = affine.apply affine_map<(d0) -> (d0)>(%n, %n)
  return
}

// -----

func.func @results(%n: index) {
  // expected-error@+1 {{'affine.apply' op mapping must produce one value}}
  %0 = "affine.apply"(%n) {map = affine_map<(d0) -> (d0, d0)>} : (index) -> index
  return
}

// -----

func.func @basis(%n: index) {
  // expected-error@+1 {{'affine.delinearize_index' op basis should not be empty}}
  affine.delinearize_index %n into () : index
  return
}

// -----

func.func @reduction(%n: index) -> index {
  // expected-error@+1 {{'affine.parallel' op result type cannot match reduction attribute}}
  %r = affine.parallel (%i) = (0) to (8) reduce ("addi") -> index {
    affine.yield %i : index
  }
  return %r : index
}

// -----

func.func @steps(%n: index) {
  // expected-error@+1 {{steps must be constant integers}}
  affine.parallel (%i) = (0) to (8) step (%n) {
  }
  return
}

// -----

func.func @hint(%m: memref<8xf32>) {
  // expected-error@+1 {{'affine.prefetch' op attribute 'localityHint' failed to satisfy constraint: 32-bit signless integer attribute whose minimum value is 0 whose maximum value is 3}}
  affine.prefetch %m[0], read, locality<4>, data : memref<8xf32>
  return
}

// -----

func.func @wait(%t: f32, %n: index) {
  // expected-error@+1 {{expected tag to be of memref type}}
  affine.dma_wait %t[0], %n : f32
  return
}
