// RUN: weft opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect

func.func @indices(%m: memref<4x4xf32>, %i: index) {
  // expected-error@+1 {{'memref.load' op incorrect number of indices for load, expected 2 but got 1}}
  %0 = memref.load %m[%i] : memref<4x4xf32>
  return
}

// -----

func.func @sizes() {
  // expected-error@+1 {{'memref.alloc' op dimension operand count does not equal memref dynamic dimension count}}
  %0 = memref.alloc() : memref<?xf32>
  return
}

// -----

func.func @cast(%m: memref<4xf32>) {
  // expected-error@+1 {{'memref.cast' op operand type 'memref<4xf32>' and result type 'memref<5xf32>' are cast incompatible}}
  %0 = memref.cast %m : memref<4xf32> to memref<5xf32>
  return
}

// -----

func.func @looked_at(%m: memref<?xf32>, %i: index) {
  "wf.check_access"(%m, %i) : (memref<?xf32>, index) -> ()
  // expected-error@+1 {{'wf.check_access' op incorrect number of indices for load, expected 1 but got 2}}
  wf.check_access %m[%i, %i] : memref<?xf32>
  return
}
