// Numbers that mlir-opt crashes on mean what is nearest to them; what cannot be negative is refused.
// RUN: weft opt %s --affine-loop-tile=cache-size=0 | FileCheck %s --check-prefix=ONE
// RUN: weft opt %s --affine-loop-tile=tile-sizes=0 | FileCheck %s --check-prefix=ONE
// RUN: weft opt %s --affine-loop-unroll-jam=unroll-jam-factor=0 | FileCheck %s --check-prefix=SAME
// RUN: weft opt %s --affine-loop-unroll=unroll-factor=0 | FileCheck %s --check-prefix=SAME
// RUN: not weft opt %s --affine-loop-unroll=unroll-factor=-1 2>&1 | FileCheck %s --check-prefix=NEGATIVE

// ONE: affine_map<(d0) -> (d0 + 1)>
// ONE: affine.for %{{.*}} = 0 to 64 {
// SAME: affine.for %{{.*}} = 0 to 64 {
// SAME-NEXT: affine.store
// SAME-NEXT: }
// NEGATIVE: error WF3003: '-1' is no value for option 'unroll-factor' of pass 'affine-loop-unroll', which takes a whole number that is not
func.func @f(%m: memref<64xf32>, %x: f32) {
  affine.for %i = 0 to 64 {
    affine.store %x, %m[%i] : memref<64xf32>
  }
  return
}
