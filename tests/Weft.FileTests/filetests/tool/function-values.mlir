// RUN: weft run %s -e main --target interp | FileCheck %s
// RUN: weft run %s -e main --target cpu | FileCheck %s

func.func @double(%x: f32) -> f32 {
  %y = arith.addf %x, %x : f32
  return %y : f32
}

func.func @square(%x: f32) -> f32 {
  %y = arith.mulf %x, %x : f32
  return %y : f32
}

// Which function it is, only a turn of the loop knows.
func.func @main() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %x = arith.constant 3.0 : f32
  %f = func.constant @double : (f32) -> f32
  %g = func.constant @square : (f32) -> f32
  // 3 -> 6 -> 36 -> 72 -> 5184
  %r:3 = scf.for %i = %c0 to %c4 step %c1 iter_args(%v = %x, %a = %f, %b = %g) -> (f32, (f32) -> f32, (f32) -> f32) {
    %w = func.call_indirect %a(%v) : (f32) -> f32
    scf.yield %w, %b, %a : f32, (f32) -> f32, (f32) -> f32
  }
  // CHECK: 5184
  vector.print %r#0 : f32
  return
}
