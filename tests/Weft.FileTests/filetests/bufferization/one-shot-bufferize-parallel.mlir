// Turns that run at once need buffers of their own, unless one says that they do not.
// RUN: weft opt %s --one-shot-bufferize | FileCheck %s --check-prefix=OWN
// RUN: weft opt %s --one-shot-bufferize=check-parallel-regions=false | FileCheck %s --check-prefix=SHARED
// AS-MLIR-OPT

// OWN-LABEL: func.func @empty
// OWN-NEXT: scf.forall
// OWN-NEXT: memref.alloc
// OWN-LABEL: func.func @inserted
// OWN-NEXT: scf.forall
// OWN-NEXT: memref.alloc
// OWN-LABEL: func.func @filled
// OWN: scf.forall
// OWN-NEXT: memref.alloc
// SHARED-COUNT-3: memref.alloc
// SHARED-NOT: memref.alloc
func.func @empty(%x: f32, %n: index) {
  %e = tensor.empty() : tensor<4xf32>
  scf.forall (%i) in (%n) {
    %a = linalg.fill ins(%x : f32) outs(%e : tensor<4xf32>) -> tensor<4xf32>
    %r = tensor.extract %a[%i] : tensor<4xf32>
    vector.print %r : f32
  }
  return
}

func.func @inserted(%x: f32, %n: index) {
  %e = tensor.empty() : tensor<4xf32>
  scf.forall (%i) in (%n) {
    %a = tensor.insert %x into %e[%i] : tensor<4xf32>
    %r = tensor.extract %a[%i] : tensor<4xf32>
    vector.print %r : f32
  }
  return
}

func.func @filled(%x: f32, %n: index) {
  %e = tensor.empty() : tensor<4xf32>
  %t = linalg.fill ins(%x : f32) outs(%e : tensor<4xf32>) -> tensor<4xf32>
  scf.forall (%i) in (%n) {
    %a = linalg.fill ins(%x : f32) outs(%t : tensor<4xf32>) -> tensor<4xf32>
    %r = tensor.extract %a[%i] : tensor<4xf32>
    vector.print %r : f32
  }
  return
}
