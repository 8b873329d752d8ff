// RUN: weft opt %s --one-shot-bufferize=bufferize-function-boundaries | FileCheck %s
// AS-MLIR-OPT

// Blocks take the buffers that branches bring.
// CHECK-LABEL: func.func @two_ways
// CHECK-SAME: (%{{.*}}: i1, %[[A:.*]]: memref<4xf32, strided<[?], offset: ?>>, %[[B:.*]]: memref
// CHECK: cf.cond_br %{{.*}}, ^bb1(%[[A]] : {{.*}}), ^bb2(%[[B]] :
// CHECK: ^bb2(%[[Y:.*]]: memref<4xf32, strided<[?], offset: ?>>)
// CHECK: memref.store %{{.*}}, %[[Y]]
// CHECK: cf.br ^bb3(%[[Y]]
// CHECK-NOT: memref.copy
func.func @two_ways(%flag: i1, %a: tensor<4xf32>, %b: tensor<4xf32>, %v: f32, %i: index) -> tensor<4xf32> {
  cf.cond_br %flag, ^first(%a : tensor<4xf32>), ^second(%b : tensor<4xf32>)
^first(%x: tensor<4xf32>):
  cf.br ^end(%x : tensor<4xf32>)
^second(%y: tensor<4xf32>):
  %changed = tensor.insert %v into %y[%i] : tensor<4xf32>
  cf.br ^end(%changed : tensor<4xf32>)
^end(%r: tensor<4xf32>):
  return %r : tensor<4xf32>
}

// A loop of branches keeps its buffer.
// CHECK-LABEL: func.func @turns
// CHECK: ^bb1(%{{.*}}: index, %[[T:.*]]: memref<?xf32, strided<[?], offset: ?>>)
// CHECK: memref.store %{{.*}}, %[[T]]
// CHECK: cf.br ^bb1(%{{.*}}, %[[T]]
// CHECK-NOT: memref.alloc
func.func @turns(%n: index, %a: tensor<?xf32>, %v: f32) -> tensor<?xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  cf.br ^head(%c0, %a : index, tensor<?xf32>)
^head(%i: index, %t: tensor<?xf32>):
  %more = arith.cmpi slt, %i, %n : index
  cf.cond_br %more, ^body, ^exit
^body:
  %u = tensor.insert %v into %t[%i] : tensor<?xf32>
  %j = arith.addi %i, %c1 : index
  cf.br ^head(%j, %u : index, tensor<?xf32>)
^exit:
  return %t : tensor<?xf32>
}

// CHECK-LABEL: func.func @cases
// CHECK: scf.index_switch %{{.*}} -> memref<4xf32, strided<[?], offset: ?>>
// CHECK: memref.store %{{.*}}, %[[B:.*]][%{{.*}}] :
// CHECK: scf.yield %[[B]] 
func.func @cases(%n: index, %a: tensor<4xf32>, %b: tensor<4xf32>, %v: f32) -> tensor<4xf32> {
  %r = scf.index_switch %n -> tensor<4xf32>
  case 1 {
    scf.yield %a : tensor<4xf32>
  }
  case 2 {
    %u = tensor.insert %v into %b[%n] : tensor<4xf32>
    scf.yield %u : tensor<4xf32>
  }
  default {
    scf.yield %b : tensor<4xf32>
  }
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @while_kept
// CHECK: scf.while (%[[T:.*]] = %{{.*}}, %{{.*}} = %{{.*}})
// CHECK: scf.condition(%{{.*}}) %[[T]]
// CHECK-NOT: memref.copy
// CHECK: scf.yield
func.func @while_kept(%n: index, %a: tensor<4xf32>, %v: f32) -> (tensor<4xf32>, index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r:2 = scf.while (%t = %a, %i = %c0) : (tensor<4xf32>, index) -> (tensor<4xf32>, index) {
    %c = arith.cmpi slt, %i, %n : index
    scf.condition(%c) %t, %i : tensor<4xf32>, index
  } do {
  ^bb0(%t: tensor<4xf32>, %i: index):
    %u = tensor.insert %v into %t[%i] : tensor<4xf32>
    %j = arith.addi %i, %c1 : index
    scf.yield %u, %j : tensor<4xf32>, index
  }
  return %r#0, %r#1 : tensor<4xf32>, index
}

// Loops in loops keep one buffer.
// CHECK-LABEL: func.func @nested
// CHECK-NOT: memref.copy
// CHECK: memref.store
// CHECK-NOT: memref.copy
// CHECK: return
func.func @nested(%n: index, %a: tensor<4x4xf32>, %v: f32) -> tensor<4x4xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%t = %a) -> tensor<4x4xf32> {
    %s = scf.for %j = %c0 to %n step %c1 iter_args(%u = %t) -> tensor<4x4xf32> {
      %w = tensor.insert %v into %u[%i, %j] : tensor<4x4xf32>
      scf.yield %w : tensor<4x4xf32>
    }
    scf.yield %s : tensor<4x4xf32>
  }
  return %r : tensor<4x4xf32>
}

// Turns that see only what they replace write into the shared buffer.
// CHECK-LABEL: func.func @turns_apart
// CHECK-SAME: (%[[A:.*]]: memref<8xf32
// CHECK: scf.forall
// CHECK: %[[PART:.*]] = memref.subview %[[A]]
// CHECK: memref.store %{{.*}}, %[[PART]]
// CHECK: return %[[A]]
func.func @turns_apart(%a: tensor<8xf32>, %n: index, %v: f32) -> tensor<8xf32> {
  %c0 = arith.constant 0 : index
  %r = scf.forall (%i) in (4) shared_outs(%o = %a) -> tensor<8xf32> {
    %at = arith.muli %i, %n : index
    %s = tensor.extract_slice %o[%at] [2] [1] : tensor<8xf32> to tensor<2xf32>
    %t = tensor.insert %v into %s[%c0] : tensor<2xf32>
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %t into %o[%at] [2] [1] : tensor<2xf32> into tensor<8xf32>
    }
  }
  return %r : tensor<8xf32>
}

// What the turns read elsewhere is not theirs to write; what is made outside is copied for each turn that changes it.
// CHECK-LABEL: func.func @turns_of_another
// CHECK-SAME: (%[[A:.*]]: memref<8xf32
// CHECK: memref.copy %[[A]], %[[R:.*]] :
// CHECK: scf.forall
// CHECK: memref.copy %[[A]], %[[OWN:.*]] :
// CHECK: memref.store %{{.*}}, %[[OWN]]
// CHECK: memref.subview %[[R]]
func.func @turns_of_another(%a: tensor<8xf32>, %n: index, %v: f32) -> (f32, tensor<8xf32>) {
  %r = scf.forall (%i) in (4) shared_outs(%o = %a) -> tensor<8xf32> {
    %at = arith.muli %i, %n : index
    %changed = tensor.insert %v into %a[%i] : tensor<8xf32>
    %s = tensor.extract_slice %changed[%at] [2] [1] : tensor<8xf32> to tensor<2xf32>
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %s into %o[%at] [2] [1] : tensor<2xf32> into tensor<8xf32>
    }
  }
  %e = tensor.extract %r[%n] : tensor<8xf32>
  return %e, %a : f32, tensor<8xf32>
}
