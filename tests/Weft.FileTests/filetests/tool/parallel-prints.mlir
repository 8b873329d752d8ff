// RUN: weft run %s -e main --target interp | FileCheck %s
// RUN: weft run %s -e main --target cpu | FileCheck %s

func.func private @printI64(i64)
func.func private @printComma()

// A loop that calls runs in order.
// CHECK: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
func.func @main() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c10 = arith.constant 10 : index
  scf.parallel (%i) = (%c0) to (%c10) step (%c1) {
    %n = arith.index_cast %i : index to i64
    func.call @printI64(%n) : (i64) -> ()
    func.call @printComma() : () -> ()
  }
  scf.forall (%i) in (3) {
    %n = arith.index_cast %i : index to i64
    func.call @printI64(%n) : (i64) -> ()
  }
  // CHECK-SAME: 012
  return
}
