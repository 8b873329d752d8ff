// RUN: weft run %s -e main --target interp | FileCheck %s
// RUN: weft run %s -e main --target cpu | FileCheck %s

// Elements that are vectors take the room of all their lanes.
// CHECK: ( 1, 2, 3 )
// CHECK-NEXT: ( 4, 5, 6 )
func.func @main() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = arith.constant dense<[1.0, 2.0, 3.0]> : vector<3xf32>
  %b = arith.constant dense<[4.0, 5.0, 6.0]> : vector<3xf32>
  %m = memref.alloc() : memref<2xvector<3xf32>>
  memref.store %a, %m[%c0] : memref<2xvector<3xf32>>
  memref.store %b, %m[%c1] : memref<2xvector<3xf32>>
  %x = memref.load %m[%c0] : memref<2xvector<3xf32>>
  %y = memref.load %m[%c1] : memref<2xvector<3xf32>>
  vector.print %x : vector<3xf32>
  vector.print %y : vector<3xf32>
  memref.dealloc %m : memref<2xvector<3xf32>>
  return
}
