// RUN: weft opt %s --one-shot-bufferize="bufferize-function-boundaries allow-return-allocs-from-loops" --split-input-file | FileCheck %s
// RUN: weft opt %s --one-shot-bufferize=bufferize-function-boundaries --split-input-file --verify-diagnostics
// AS-MLIR-OPT

// A buffer of the turn's own goes on as it is.
// CHECK-LABEL: func.func @fresh
// CHECK: %[[OWN:.*]] = memref.alloc
// CHECK: linalg.add {{.*}} outs(%[[OWN]]
// CHECK-NOT: memref.copy
// CHECK: scf.yield
func.func @fresh(%n: index, %a: tensor<4xf32>) -> tensor<4xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%t = %a) -> tensor<4xf32> {
    %e = tensor.empty() : tensor<4xf32>
    %u = linalg.add ins(%t, %t : tensor<4xf32>, tensor<4xf32>) outs(%e : tensor<4xf32>) -> tensor<4xf32>
    // expected-error @+1 {{Yield operand #0 is not equivalent to the corresponding iter bbArg}}
    scf.yield %u : tensor<4xf32>
  }
  return %r : tensor<4xf32>
}

// -----

// Buffers that change places are copied.
// CHECK-LABEL: func.func @swapped
// CHECK: scf.while
// CHECK-COUNT-2: memref.copy
// CHECK: scf.condition
func.func @swapped(%n: index, %a: tensor<4xf32>, %b: tensor<4xf32>) -> (f32, f32, index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r:3 = scf.while (%t = %a, %s = %b, %i = %c0) : (tensor<4xf32>, tensor<4xf32>, index) -> (tensor<4xf32>, tensor<4xf32>, index) {
    %c = arith.cmpi slt, %i, %n : index
    // expected-error @+1 {{Condition arg #0 is not equivalent to the corresponding iter bbArg}}
    scf.condition(%c) %s, %t, %i : tensor<4xf32>, tensor<4xf32>, index
  } do {
  ^bb0(%t: tensor<4xf32>, %s: tensor<4xf32>, %i: index):
    %j = arith.addi %i, %c1 : index
    scf.yield %t, %s, %j : tensor<4xf32>, tensor<4xf32>, index
  }
  %x = tensor.extract %r#0[%c0] : tensor<4xf32>
  %y = tensor.extract %r#1[%c1] : tensor<4xf32>
  return %x, %y, %r#2 : f32, f32, index
}

// -----

// A loop that may have no turns gives what it began with then: that is copied.
// CHECK-LABEL: func.func @maybe_no_turns
// CHECK: %[[OWN:.*]] = memref.alloc
// CHECK: memref.copy %{{.*}}, %[[OWN]]
// CHECK: scf.for {{.*}} iter_args(%{{.*}} = %[[OWN]])
func.func @maybe_no_turns(%n: index) -> i32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = arith.constant dense<5> : tensor<4xi32>
  %b = arith.constant dense<7> : tensor<4xi32>
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%t = %a) -> tensor<4xi32> {
    // expected-error @+1 {{Yield operand #0 is not equivalent to the corresponding iter bbArg}}
    scf.yield %b : tensor<4xi32>
  }
  %x = tensor.extract %r[%c0] : tensor<4xi32>
  return %x : i32
}

// -----

// A loop that has turns, and replaces what it began with unseen, needs only a place for it.
// CHECK-LABEL: func.func @some_turns
// CHECK: %[[OWN:.*]] = memref.alloc
// CHECK-NOT: memref.copy
// CHECK: scf.for {{.*}} iter_args(%{{.*}} = %[[OWN]])
func.func @some_turns() -> i32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %a = arith.constant dense<5> : tensor<4xi32>
  %b = arith.constant dense<7> : tensor<4xi32>
  %r = scf.for %i = %c0 to %c4 step %c1 iter_args(%t = %a) -> tensor<4xi32> {
    // expected-error @+1 {{Yield operand #0 is not equivalent to the corresponding iter bbArg}}
    scf.yield %b : tensor<4xi32>
  }
  %x = tensor.extract %r[%c0] : tensor<4xi32>
  return %x : i32
}
