// RUN: weft run %s -e main --target interp | FileCheck %s
// RUN: weft run %s -e main --target cpu | FileCheck %s

// What may be anything is 0 wherever it runs.
func.func @main() {
  %p = ub.poison : i32
  %q = ub.poison : f64
  %v = ub.poison : vector<2xf32>
  // CHECK: 0
  vector.print %p : i32
  // CHECK-NEXT: 0
  vector.print %q : f64
  // CHECK-NEXT: ( 0, 0 )
  vector.print %v : vector<2xf32>
  return
}
