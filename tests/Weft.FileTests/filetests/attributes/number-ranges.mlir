// RUN: weft opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect
// AS-MLIR-OPT

// expected-error@+1 {{integer constant out of range for attribute}}
"x.y"() {a = -0 : i32} : () -> ()

// -----

// expected-error@+1 {{integer constant out of range}}
"x.y"() {a = array<i1: 2>} : () -> ()

// -----

// expected-error@+1 {{expected integer or floating point literal}}
"x.y"() {a = array<f32: 1.0, inf>} : () -> ()

// -----

// expected-error@+1 {{element type bitwidth must be a multiple of 8}}
"x.y"() {a = array<i5: 1>} : () -> ()

// -----

// expected-error@+1 {{invalid memref element type}}
"x.y"() {a = memref<4x!foo.bar>} : () -> ()
