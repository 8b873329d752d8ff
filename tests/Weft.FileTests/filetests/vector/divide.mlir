// Vectors divide like numbers: a divisor of 0 in any place is a fault.
// RUN: weft run %s -e divide --target interp | FileCheck %s
// RUN: weft run %s -e divide --target cpu | FileCheck %s
// RUN: not weft run %s -e by_zero --target cpu 2>&1 | FileCheck %s --check-prefix=ZERO
// RUN: not weft run %s -e overflow --target cpu 2>&1 | FileCheck %s --check-prefix=OVERFLOW

memref.global "private" @divisors : memref<4xi32> = dense<[2, 3, -4, 5]>
memref.global "private" @one_is_zero : memref<4xi32> = dense<[2, 3, 0, 5]>
memref.global "private" @one_is_minus_one : memref<4xi32> = dense<[2, -1, -1, 5]>

func.func private @load(%from: memref<4xi32>) -> vector<2x2xi32> {
  %c0 = arith.constant 0 : index
  %row = vector.load %from[%c0] : memref<4xi32>, vector<4xi32>
  %square = vector.shape_cast %row : vector<4xi32> to vector<2x2xi32>
  return %square : vector<2x2xi32>
}

func.func @divide() {
  %a = arith.constant dense<[[7, -7], [8, 9]]> : vector<2x2xi32>
  %m = memref.get_global @divisors : memref<4xi32>
  %b = call @load(%m) : (memref<4xi32>) -> vector<2x2xi32>
  // CHECK: ( ( 3, -2 ), ( -2, 1 ) )
  %0 = arith.divsi %a, %b : vector<2x2xi32>
  vector.print %0 : vector<2x2xi32>
  // CHECK-NEXT: ( ( 1, -1 ), ( 0, 4 ) )
  %1 = arith.remsi %a, %b : vector<2x2xi32>
  vector.print %1 : vector<2x2xi32>
  // CHECK-NEXT: ( ( 4, -2 ), ( -2, 2 ) )
  %2 = arith.ceildivsi %a, %b : vector<2x2xi32>
  vector.print %2 : vector<2x2xi32>
  // CHECK-NEXT: ( ( 3, 1431655763 ), ( 0, 1 ) )
  %3 = arith.divui %a, %b : vector<2x2xi32>
  vector.print %3 : vector<2x2xi32>
  return
}

// ZERO: integer division by zero
func.func @by_zero() {
  %a = arith.constant dense<7> : vector<2x2xi32>
  %m = memref.get_global @one_is_zero : memref<4xi32>
  %b = call @load(%m) : (memref<4xi32>) -> vector<2x2xi32>
  %0 = arith.remui %a, %b : vector<2x2xi32>
  vector.print %0 : vector<2x2xi32>
  return
}

// OVERFLOW: overflow
func.func @overflow() {
  %a = arith.constant dense<[[7, 7], [-2147483648, 7]]> : vector<2x2xi32>
  %m = memref.get_global @one_is_minus_one : memref<4xi32>
  %b = call @load(%m) : (memref<4xi32>) -> vector<2x2xi32>
  %0 = arith.divsi %a, %b : vector<2x2xi32>
  vector.print %0 : vector<2x2xi32>
  return
}
