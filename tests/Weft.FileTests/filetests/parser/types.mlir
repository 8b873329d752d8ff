// RUN: weft opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect

// expected-error@+1 {{expected non-function type}}
"x.op"() : () -> nonsense

// -----

// expected-error@+1 {{invalid integer width}}
"x.op"() {a = 1 : i99999999999} : () -> ()

// -----

// expected-error@+1 {{integer bitwidth is limited to 16777215 bits}}
"x.op"() {a = 1 : i16777216} : () -> ()

// -----

// expected-error@+1 {{expected non-function type}}
"x.op"() : () -> vector<?xf32>

// -----

// expected-error@+1 {{expected 'x' in dimension list}}
"x.op"() : () -> tensor<4*f32>

// -----

// expected-error@+1 {{invalid memref element type}}
"x.op"() : () -> memref<4xnone>

// -----

// expected-error@+2 {{redefinition of type alias id 'a'}}
!a = i32
!a = i64
