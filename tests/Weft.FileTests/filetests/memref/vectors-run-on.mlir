// What mlir-cpu-runner's programs rely on: a vector goes on behind the end of a row, and of a global, with what lies there.

// RUN: weft run %s -e main --target interp | FileCheck %s
// RUN: weft run %s -e main --target cpu | FileCheck %s

memref.global "private" @matrix : memref<2x4xi32> = dense<[[0, 1, 2, 3], [4, 5, 6, 7]]>
memref.global "private" @next : memref<4xi32> = dense<[8, 9, 10, 11]>

func.func private @printMemrefI32(tensor<*xi32>)

func.func @main() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %zero = arith.constant 0 : i32
  %m = memref.get_global @matrix : memref<2x4xi32>
  %over = vector.load %m[%c0, %c2] : memref<2x4xi32>, vector<4xi32>
  // CHECK: ( 2, 3, 4, 5 )
  vector.print %over : vector<4xi32>
  %beyond = vector.load %m[%c1, %c2] : memref<2x4xi32>, vector<4xi32>
  // CHECK-NEXT: ( 6, 7, 8, 9 )
  vector.print %beyond : vector<4xi32>
  %claimed = vector.transfer_read %m[%c0, %c2], %zero {in_bounds = [true]} : memref<2x4xi32>, vector<4xi32>
  // CHECK-NEXT: ( 2, 3, 4, 5 )
  vector.print %claimed : vector<4xi32>
  %padded = vector.transfer_read %m[%c0, %c2], %zero : memref<2x4xi32>, vector<4xi32>
  // CHECK-NEXT: ( 2, 3, 0, 0 )
  vector.print %padded : vector<4xi32>
  %on = arith.constant dense<[true, false]> : vector<2xi1>
  %far = arith.constant dense<[6, 100]> : vector<2xi32>
  %values = arith.constant dense<[-1, -2]> : vector<2xi32>
  vector.scatter %m[%c0, %c1] [%far], %on, %values : memref<2x4xi32>, vector<2xi32>, vector<2xi1>, vector<2xi32>
  %second = vector.load %m[%c1, %c0] : memref<2x4xi32>, vector<4xi32>
  // CHECK-NEXT: ( 4, 5, 6, -1 )
  vector.print %second : vector<4xi32>
  return
}
