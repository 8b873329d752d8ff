// RUN: weft opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect
// What declarations say, in MLIR's order: how an operation is put together, its attributes and types, then its traits.

func.func @parent_before_types(%c: i32) {
  // expected-error@+1 {{'scf.condition' op expects parent op 'scf.while'}}
  "scf.condition"(%c) : (i32) -> ()
}

// -----

func.func @blocks_before_types(%m: memref<2xf32>) {
  // expected-error@+1 {{'scf.for' op expects region #0 to have 0 or 1 blocks}}
  "scf.for"(%m, %m, %m) ({
  ^bb0(%i: i32):
    cf.br ^bb1
  ^bb1:
    scf.yield
  }) : (memref<2xf32>, memref<2xf32>, memref<2xf32>) -> ()
  return
}

// -----

func.func @types_before_regions(%m: memref<2xf32>) {
  // expected-error@+1 {{'scf.for' op operand #0 must be signless integer or index, but got 'memref<2xf32>'}}
  "scf.for"(%m, %m, %m) ({
  }) : (memref<2xf32>, memref<2xf32>, memref<2xf32>) -> ()
  return
}

// -----

func.func @region_by_name(%i: index) {
  // expected-error@+1 {{'scf.for' op region #0 ('region') failed to verify constraint: region with 1 blocks}}
  "scf.for"(%i, %i, %i) ({
  }) : (index, index, index) -> ()
  return
}

// -----

func.func @every_region(%i: index, %a: i32) {
  %0 = "scf.parallel"(%i, %i, %i, %a) <{operandSegmentSizes = array<i32: 1, 1, 1, 1>}> ({
  ^bb0(%j: index):
    // expected-error@+1 {{'scf.reduce' op region #0 ('reductions') failed to verify constraint: region with 1 blocks}}
    "scf.reduce"(%a) ({
    }) : (i32) -> ()
  }) : (index, index, index, i32) -> i32
  return
}

// -----

// expected-error@+1 {{'scf.execute_region' op region needs to have at least one block}}
"scf.execute_region"() ({
}) : () -> ()

// -----

func.func @other_type_reduced(%i: index, %a: i32) {
  scf.parallel (%j) = (%i) to (%i) step (%i) init (%a) -> i32 {
    scf.reduce(%a : i32) {
    ^bb0(%x: i32, %y: i32):
      %z = "a.b"() : () -> i64
      // expected-error@+1 {{'scf.reduce.return' op must have type 'i32' (the type of the reduction inputs)}}
      "scf.reduce.return"(%z) : (i64) -> ()
    }
  }
  return
}

// -----

func.func @end_of_while(%c: i1) {
  // expected-error@+1 {{'scf.while' op expects the 'before' region to terminate with 'scf.condition'}}
  scf.while : () -> () {
    "scf.condition"(%c) : (i1) -> ()
    scf.yield
  } do {
    scf.yield
  }
  return
}

// -----

func.func @mapping(%n: index) {
  // expected-error@+1 {{'scf.forall' op attribute 'mapping' failed to satisfy constraint: Device Mapping array attribute}}
  scf.forall (%i) in (%n) {
  } {mapping = [#gpu.thread<x>, 3]}
  return
}

// -----

// expected-error@+1 {{'func.func' op attribute 'arg_attrs' failed to satisfy constraint: Array of dictionary attributes}}
"func.func"() <{arg_attrs = [1], function_type = (i32) -> (), sym_name = "f"}> ({
^bb0(%a: i32):
  "func.return"() : () -> ()
}) : () -> ()

// -----

func.func @names_of_parts(%c: i1, %a: i32, %b: i64) {
  // expected-error@+1 {{'arith.select' op failed to verify that all of {true_value, false_value, result} have same type}}
  %0 = "arith.select"(%c, %a, %b) : (i1, i32, i64) -> i32
  return
}

// -----

func.func @one_shape(%a: vector<2xf32>, %n: i32) {
  // expected-error@+1 {{'math.fpowi' op requires the same shape for all operands and results}}
  %0 = "math.fpowi"(%a, %n) : (vector<2xf32>, i32) -> vector<2xf32>
  return
}

// -----

// expected-error@+1 {{expected ::mlir::gpu::MappingId to be one of: x, y, z, linear_dim_0, linear_dim_1, linear_dim_2, linear_dim_3, linear_dim_4, linear_dim_5, linear_dim_6, linear_dim_7, linear_dim_8, linear_dim_9}}
"a.b"() {m = #gpu.thread<foo>} : () -> ()

// -----

// expected-error@+1 {{expected ::mlir::gpu::ShuffleMode to be one of: xor, up, down, idx}}
"a.b"() {m = #gpu<shuffle_mode foo>} : () -> ()

// -----

// expected-error@+1 {{expected ::mlir::utils::IteratorType to be one of: parallel, reduction}}
"a.b"() {m = #linalg.iterator_type<window>} : () -> ()
