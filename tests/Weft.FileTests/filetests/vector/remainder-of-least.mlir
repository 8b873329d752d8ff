// The remainder of the least number by -1 is 0, as mlir-opt folds it, though the quotient overflows: only 0 faults.
// RUN: weft run %s -e main --target interp | FileCheck %s
// RUN: weft run %s -e main --target cpu | FileCheck %s
// RUN: weft opt %s --canonicalize | FileCheck %s --check-prefix=FOLDED
// RUN: not weft run %s -e by_zero --target interp 2>&1 | FileCheck %s --check-prefix=ZERO
// RUN: not weft run %s -e by_zero --target cpu 2>&1 | FileCheck %s --check-prefix=ZERO

// FOLDED-LABEL: @folds
// FOLDED: %[[NUMBER:.*]] = arith.constant 0 : i32
// FOLDED-NEXT: return %[[NUMBER]]
func.func @folds() -> i32 {
  %least = arith.constant -2147483648 : i32
  %minus_one = arith.constant -1 : i32
  %0 = arith.remsi %least, %minus_one : i32
  return %0 : i32
}

memref.global "private" @number : memref<1xi32> = dense<0>

// ZERO: integer division by zero
func.func @by_zero() {
  %c0 = arith.constant 0 : index
  %m = memref.get_global @number : memref<1xi32>
  %zero = memref.load %m[%c0] : memref<1xi32>
  %0 = arith.remsi %zero, %zero : i32
  vector.print %0 : i32
  return
}

memref.global "private" @i8s : memref<6xi8> = dense<[-128, 7, 7, -1, -1, -3]>

func.func @of_i8() {
  %c0 = arith.constant 0 : index
  %c3 = arith.constant 3 : index
  %m = memref.get_global @i8s : memref<6xi8>
  %a = memref.load %m[%c0] : memref<6xi8>
  %b = memref.load %m[%c3] : memref<6xi8>
  %0 = arith.remsi %a, %b : i8
  vector.print %0 : i8
  %as = vector.load %m[%c0] : memref<6xi8>, vector<3xi8>
  %bs = vector.load %m[%c3] : memref<6xi8>, vector<3xi8>
  %1 = arith.remsi %as, %bs : vector<3xi8>
  vector.print %1 : vector<3xi8>
  return
}

memref.global "private" @i16s : memref<6xi16> = dense<[-32768, 7, 7, -1, -1, -3]>

func.func @of_i16() {
  %c0 = arith.constant 0 : index
  %c3 = arith.constant 3 : index
  %m = memref.get_global @i16s : memref<6xi16>
  %a = memref.load %m[%c0] : memref<6xi16>
  %b = memref.load %m[%c3] : memref<6xi16>
  %0 = arith.remsi %a, %b : i16
  vector.print %0 : i16
  %as = vector.load %m[%c0] : memref<6xi16>, vector<3xi16>
  %bs = vector.load %m[%c3] : memref<6xi16>, vector<3xi16>
  %1 = arith.remsi %as, %bs : vector<3xi16>
  vector.print %1 : vector<3xi16>
  return
}

memref.global "private" @i32s : memref<6xi32> = dense<[-2147483648, 7, 7, -1, -1, -3]>

func.func @of_i32() {
  %c0 = arith.constant 0 : index
  %c3 = arith.constant 3 : index
  %m = memref.get_global @i32s : memref<6xi32>
  %a = memref.load %m[%c0] : memref<6xi32>
  %b = memref.load %m[%c3] : memref<6xi32>
  %0 = arith.remsi %a, %b : i32
  vector.print %0 : i32
  %as = vector.load %m[%c0] : memref<6xi32>, vector<3xi32>
  %bs = vector.load %m[%c3] : memref<6xi32>, vector<3xi32>
  %1 = arith.remsi %as, %bs : vector<3xi32>
  vector.print %1 : vector<3xi32>
  return
}

memref.global "private" @i64s : memref<6xi64> = dense<[-9223372036854775808, 7, 7, -1, -1, -3]>

func.func @of_i64() {
  %c0 = arith.constant 0 : index
  %c3 = arith.constant 3 : index
  %m = memref.get_global @i64s : memref<6xi64>
  %a = memref.load %m[%c0] : memref<6xi64>
  %b = memref.load %m[%c3] : memref<6xi64>
  %0 = arith.remsi %a, %b : i64
  vector.print %0 : i64
  %as = vector.load %m[%c0] : memref<6xi64>, vector<3xi64>
  %bs = vector.load %m[%c3] : memref<6xi64>, vector<3xi64>
  %1 = arith.remsi %as, %bs : vector<3xi64>
  vector.print %1 : vector<3xi64>
  return
}

memref.global "private" @indexs : memref<6xindex> = dense<[-9223372036854775808, 7, 7, -1, -1, -3]>

func.func @of_index() {
  %c0 = arith.constant 0 : index
  %c3 = arith.constant 3 : index
  %m = memref.get_global @indexs : memref<6xindex>
  %a = memref.load %m[%c0] : memref<6xindex>
  %b = memref.load %m[%c3] : memref<6xindex>
  %0 = arith.remsi %a, %b : index
  vector.print %0 : index
  %as = vector.load %m[%c0] : memref<6xindex>, vector<3xindex>
  %bs = vector.load %m[%c3] : memref<6xindex>, vector<3xindex>
  %1 = arith.remsi %as, %bs : vector<3xindex>
  vector.print %1 : vector<3xindex>
  return
}

// CHECK: 0
// CHECK-NEXT: ( 0, 0, 1 )
// CHECK-NEXT: 0
// CHECK-NEXT: ( 0, 0, 1 )
// CHECK-NEXT: 0
// CHECK-NEXT: ( 0, 0, 1 )
// CHECK-NEXT: 0
// CHECK-NEXT: ( 0, 0, 1 )
// CHECK-NEXT: 0
// CHECK-NEXT: ( 0, 0, 1 )
func.func @main() {
  call @of_i8() : () -> ()
  call @of_i16() : () -> ()
  call @of_i32() : () -> ()
  call @of_i64() : () -> ()
  call @of_index() : () -> ()
  return
}
