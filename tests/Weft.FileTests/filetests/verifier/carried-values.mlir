// RUN: weft opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect
// AS-MLIR-OPT

func.func @init(%n: index, %a: i32) {
  // expected-error@+1 {{0-th init and 0-th region iter_arg have different type: 'i32' != 'f32'}}
  %0 = "scf.for"(%n, %n, %n, %a) ({
  ^bb0(%i: index, %x: f32):
    scf.yield %x : f32
  }) : (index, index, index, i32) -> f32
  return
}

// -----

func.func @yielded(%n: index, %a: f32, %b: i32) {
  // expected-error@+1 {{0-th region iter_arg and 0-th yielded value have different type: 'f32' != 'i32'}}
  %0 = "scf.for"(%n, %n, %n, %a) ({
  ^bb0(%i: index, %x: f32):
    scf.yield %b : i32
  }) : (index, index, index, f32) -> f32
  return
}

// -----

func.func @reduced(%n: index, %a: f32, %b: i32) {
  %0 = scf.parallel (%i) = (%n) to (%n) step (%n) init (%a) -> f32 {
    // expected-error@+1 {{expects type of 0-th reduction operand: 'i32' to be the same as the 0-th result type: 'f32'}}
    scf.reduce(%b : i32) {
    ^bb0(%x: i32, %y: i32):
      scf.reduce.return %x : i32
    }
  }
  return
}

// -----

func.func @joined(%n: index, %a: f32, %b: i32) {
  %0 = scf.parallel (%i) = (%n) to (%n) step (%n) init (%a) -> f32 {
    scf.reduce(%a : f32) {
    ^bb0(%x: f32, %y: f32):
      // expected-error@+1 {{must have type 'f32' (the type of the reduction inputs)}}
      scf.reduce.return %b : i32
    }
  }
  return
}

// -----

func.func @region() {
  // expected-error@+1 {{region control flow edge from Region #0 to parent results: source has 0 operands, but target successor needs 1}}
  %0 = "scf.execute_region"() ({
    scf.yield
  }) : () -> i32
  return
}

// -----

func.func @scope() {
  // expected-error@+1 {{region control flow edge from Region #0 to parent results: source has 0 operands, but target successor needs 1}}
  %0 = "memref.alloca_scope"() ({
    memref.alloca_scope.return
  }) : () -> i32
  return
}

// -----

func.func @cast(%a: tensor<*xf32>) {
  // expected-error@+1 {{failed to verify that input and output have the same tensor dimensions}}
  %0 = "arith.truncf"(%a) : (tensor<*xf32>) -> f16
  return
}

// -----

func.func @scalar(%a: vector<f32>) {
  // expected-error@+1 {{requires the same shape for all operands and results}}
  %0 = "arith.truncf"(%a) : (vector<f32>) -> f16
  return
}
