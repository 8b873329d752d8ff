// RUN: weft opt %s --one-shot-bufferize=bufferize-function-boundaries | FileCheck %s
// AS-MLIR-OPT

func.func private @take(tensor<*xf32>)

// The last write has the buffer to itself; what is read later is kept by a copy before an earlier one.
// CHECK-LABEL: func.func @kept
// CHECK: %[[COPY:.*]] = memref.alloc
// CHECK: memref.copy %[[T:.*]], %[[COPY]]
// CHECK: memref.store %{{.*}}, %[[COPY]]
// CHECK: memref.load %[[T]]
// CHECK: memref.store %{{.*}}, %[[COPY]]
func.func @kept(%t: tensor<?xf32>, %i: index, %v: f32) {
  %a = tensor.insert %v into %t[%i] : tensor<?xf32>
  %x = tensor.extract %t[%i] : tensor<?xf32>
  %b = tensor.insert %x into %a[%i] : tensor<?xf32>
  %any = tensor.cast %b : tensor<?xf32> to tensor<*xf32>
  call @take(%any) : (tensor<*xf32>) -> ()
  return
}

// CHECK-LABEL: func.func @overwritten
// CHECK-NOT: memref.copy
// CHECK: return
func.func @overwritten(%t: tensor<8xf32>, %v: f32) {
  %full = linalg.fill ins(%v : f32) outs(%t : tensor<8xf32>) -> tensor<8xf32>
  %any = tensor.cast %full : tensor<8xf32> to tensor<*xf32>
  call @take(%any) : (tensor<*xf32>) -> ()
  return
}

// A part that is changed in place and put back is not copied, also from turn to turn.
// CHECK-LABEL: func.func @parts
// CHECK: scf.for %{{.*}} iter_args(%[[CARRIED:.*]] = %
// CHECK: %[[PART:.*]] = memref.subview %[[CARRIED]]
// CHECK: linalg.fill ins(%{{.*}}) outs(%[[PART]]
// CHECK-NOT: memref.alloc
// CHECK: scf.yield %[[CARRIED]]
func.func @parts(%t: tensor<8xf32>, %v: f32) {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  %all = scf.for %i = %c0 to %c8 step %c2 iter_args(%carried = %t) -> tensor<8xf32> {
    %part = tensor.extract_slice %carried[%i] [2] [1] : tensor<8xf32> to tensor<2xf32>
    %filled = linalg.fill ins(%v : f32) outs(%part : tensor<2xf32>) -> tensor<2xf32>
    %next = tensor.insert_slice %filled into %carried[%i] [2] [1] : tensor<2xf32> into tensor<8xf32>
    scf.yield %next : tensor<8xf32>
  }
  %any = tensor.cast %all : tensor<8xf32> to tensor<*xf32>
  call @take(%any) : (tensor<*xf32>) -> ()
  return
}

// Constants are not written to, and are one global each.
// CHECK-LABEL: func.func @constants
// CHECK: %[[GLOBAL:.*]] = memref.get_global @__constant_2x2xf32
// CHECK: memref.copy %[[GLOBAL]], %
func.func @constants(%v: f32, %i: index) {
  %c = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %changed = tensor.insert %v into %c[%i, %i] : tensor<2x2xf32>
  %any = tensor.cast %changed : tensor<2x2xf32> to tensor<*xf32>
  call @take(%any) : (tensor<*xf32>) -> ()
  return
}

// CHECK-LABEL: func.func @shapes
// CHECK: memref.expand_shape
// CHECK: memref.collapse_shape
// CHECK: memref.dim
func.func @shapes(%t: tensor<6x4xf32>, %n: index) -> index {
  %expanded = tensor.expand_shape %t [[0, 1], [2]] output_shape [3, 2, 4] : tensor<6x4xf32> into tensor<3x2x4xf32>
  %joined = tensor.collapse_shape %expanded [[0], [1, 2]] : tensor<3x2x4xf32> into tensor<3x8xf32>
  %d = tensor.dim %joined, %n : tensor<3x8xf32>
  return %d : index
}

// CHECK-LABEL: func.func @choice
// CHECK: scf.if %{{.*}} -> (memref<4xf32, strided<[?], offset: ?>>)
func.func @choice(%flag: i1, %t: tensor<4xf32>, %v: f32, %i: index) -> f32 {
  %r = scf.if %flag -> tensor<4xf32> {
    scf.yield %t : tensor<4xf32>
  } else {
    %e = tensor.splat %v : tensor<4xf32>
    scf.yield %e : tensor<4xf32>
  }
  %x = tensor.extract %r[%i] : tensor<4xf32>
  return %x : f32
}
