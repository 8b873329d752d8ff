// RUN: weft check %s | FileCheck %s

// CHECK:      first : (i32) -> i32
// CHECK-NEXT: second : () -> ()
func.func @first(%a: i32) -> i32 {
  return %a : i32
}
func.func private @declared()
func.func @second() {
  return
}
