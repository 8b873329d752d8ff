// RUN: weft run %s -e main --target interp | FileCheck %s
// RUN: weft run %s -e main --target cpu | FileCheck %s

// Several ways from one branch to one block bring a value each.
// CHECK: 10
// CHECK-NEXT: 20
// CHECK-NEXT: 30
// CHECK-NEXT: 40
// CHECK-NEXT: 50
func.func @main() {
  %c0 = arith.constant 0 : i32
  %c1 = arith.constant 1 : i32
  %c2 = arith.constant 2 : i32
  %true = arith.constant true
  %false = arith.constant false
  call @switched(%c0) : (i32) -> ()
  call @switched(%c1) : (i32) -> ()
  call @switched(%c2) : (i32) -> ()
  call @chosen(%true) : (i1) -> ()
  call @chosen(%false) : (i1) -> ()
  return
}

func.func private @switched(%which: i32) {
  %a = arith.constant 10 : i32
  %b = arith.constant 20 : i32
  %c = arith.constant 30 : i32
  cf.switch %which : i32, [default: ^end(%c : i32), 0: ^end(%a : i32), 1: ^end(%b : i32)]
^end(%x: i32):
  vector.print %x : i32
  return
}

func.func private @chosen(%which: i1) {
  %a = arith.constant 40 : i32
  %b = arith.constant 50 : i32
  cf.cond_br %which, ^end(%a : i32), ^end(%b : i32)
^end(%x: i32):
  vector.print %x : i32
  return
}
