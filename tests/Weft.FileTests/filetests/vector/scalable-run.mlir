// RUN: weft run %s -e main --target interp | FileCheck %s
// RUN: weft run %s -e main --target cpu | FileCheck %s

// The multiple of scalable vectors is one here.
func.func @main() {
  %scale = vector.vscale
  // CHECK: 1
  vector.print %scale : index
  %x = arith.constant 2.5 : f32
  %v = vector.splat %x : vector<[4]xf32>
  %part = arith.constant dense<[1.0, 2.0]> : vector<2xf32>
  %w = vector.scalable.insert %part, %v[2] : vector<2xf32> into vector<[4]xf32>
  %sum = arith.addf %v, %w : vector<[4]xf32>
  // CHECK: ( 5, 5, 3.5, 4.5 )
  vector.print %sum : vector<[4]xf32>
  %half = vector.scalable.extract %sum[2] : vector<2xf32> from vector<[4]xf32>
  // CHECK: ( 3.5, 4.5 )
  vector.print %half : vector<2xf32>
  %total = vector.reduction <add>, %sum : vector<[4]xf32> into f32
  // CHECK: 18
  vector.print %total : f32
  return
}
