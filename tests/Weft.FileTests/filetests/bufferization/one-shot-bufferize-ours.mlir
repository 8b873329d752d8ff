// RUN: weft opt %s --one-shot-bufferize="bufferize-function-boundaries allow-return-allocs-from-loops" | FileCheck %s
// Where mlir-opt 19 changes what a program means, or refuses it.

// What a block changes is still read under its old name: mlir-opt takes no copy.
// CHECK-LABEL: func.func @read_later
// CHECK-SAME: %[[A:.*]]: memref
// CHECK: memref.copy %[[A]], %[[COPY:.*]] :
// CHECK: cf.br ^bb1(%[[COPY]]
// CHECK: memref.load %[[A]]
func.func @read_later(%a: tensor<4xf32>, %v: f32, %i: index) -> (f32, tensor<4xf32>) {
  cf.br ^next(%a : tensor<4xf32>)
^next(%t: tensor<4xf32>):
  %u = tensor.insert %v into %t[%i] : tensor<4xf32>
  %e = tensor.extract %a[%i] : tensor<4xf32>
  return %e, %u : f32, tensor<4xf32>
}

// Turns that read what others replace see it as it was: mlir-opt lets them race.
// CHECK-LABEL: func.func @race
// CHECK-SAME: %[[A:.*]]: memref
// CHECK: memref.copy %[[A]], %[[R:.*]] :
// CHECK: memref.load %[[A]]
// CHECK: memref.subview %[[R]]
func.func @race(%a: tensor<8xf32>, %c0: index) -> tensor<8xf32> {
  %r = scf.forall (%i) in (8) shared_outs(%o = %a) -> tensor<8xf32> {
    %v = tensor.extract %o[%c0] : tensor<8xf32>
    %t = tensor.splat %v : tensor<1xf32>
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %t into %o[%i] [1] [1] : tensor<1xf32> into tensor<8xf32>
    }
  }
  return %r : tensor<8xf32>
}

// A function that calls itself takes and gives buffers of which nothing is known.
// CHECK-LABEL: func.func @again
// CHECK-SAME: -> memref<4xf32, strided<[?], offset: ?>>
// CHECK: memref.store %{{.*}}, %[[A:.*]][%{{.*}}] :
// CHECK: func.call @again(%{{.*}}, %[[A]], %
func.func @again(%n: index, %a: tensor<4xf32>, %v: f32) -> tensor<4xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %done = arith.cmpi eq, %n, %c0 : index
  %r = scf.if %done -> tensor<4xf32> {
    scf.yield %a : tensor<4xf32>
  } else {
    %m = arith.subi %n, %c1 : index
    %u = tensor.insert %v into %a[%m] : tensor<4xf32>
    %s = func.call @again(%m, %u, %v) : (index, tensor<4xf32>, f32) -> tensor<4xf32>
    scf.yield %s : tensor<4xf32>
  }
  return %r : tensor<4xf32>
}

// Blocks of an scf.execute_region may end in different places.
// CHECK-LABEL: func.func @many_ends
// CHECK: scf.execute_region -> memref<4xf32, strided<[?], offset: ?>>
// CHECK-NOT: memref.copy
// CHECK: return
func.func @many_ends(%flag: i1, %i: index, %a: tensor<4xf32>, %b: tensor<4xf32>, %v: f32) -> tensor<4xf32> {
  %r = scf.execute_region -> tensor<4xf32> {
    cf.cond_br %flag, ^bb1, ^bb2
  ^bb1:
    scf.yield %a : tensor<4xf32>
  ^bb2:
    %u = tensor.insert %v into %b[%i] : tensor<4xf32>
    scf.yield %u : tensor<4xf32>
  }
  return %r : tensor<4xf32>
}
