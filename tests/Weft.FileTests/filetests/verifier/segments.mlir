// RUN: weft opt %s --split-input-file --verify-diagnostics
// AS-MLIR-OPT

func.func @missing(%n: index) {
  // expected-error@+1 {{operand count (1) does not match with the total size (0) specified in attribute 'operandSegmentSizes'}}
  %0 = "memref.alloc"(%n) : (index) -> memref<?xf32>
  return
}

// -----

func.func @kind(%n: index) {
  // expected-error@+1 {{expected DenseI32ArrayAttr for key `value`}}
  %0 = "memref.alloc"(%n) <{operandSegmentSizes = array<i64: 1, 0>}> : (index) -> memref<?xf32>
  return
}

// -----

func.func @count(%n: index) {
  // expected-error@+1 {{size mismatch in attribute conversion: 1 vs 2}}
  %0 = "memref.alloc"(%n) <{operandSegmentSizes = array<i32: 1>}> : (index) -> memref<?xf32>
  return
}

// -----

func.func @negative(%n: index) {
  // expected-error@+1 {{'operandSegmentSizes' attribute cannot have negative elements}}
  %0 = "memref.alloc"(%n) <{operandSegmentSizes = array<i32: 2, -1>}> : (index) -> memref<?xf32>
  return
}

// -----

// Attributes are looked at in the order of their names, sizes behind them.
// expected-error@+1 {{Invalid attribute `alignment` in property conversion: "a"}}
"memref.global"() <{sym_name = 1, type = 1, alignment = "a"}> : () -> ()

// -----

func.func @other_enum(%a: f32) -> f32 {
  // expected-error@+1 {{Invalid attribute `fastmath` in property conversion: #vector.kind<add>}}
  %0 = "arith.addf"(%a, %a) <{fastmath = #vector.kind<add>}> : (f32, f32) -> f32
  return %0 : f32
}
