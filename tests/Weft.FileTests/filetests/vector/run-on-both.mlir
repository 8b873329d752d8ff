// RUN: weft run %s -e main --target interp | FileCheck %s
// RUN: weft run %s -e main --target cpu | FileCheck %s

#rows = affine_map<(i, j, k) -> (i, k)>
#columns = affine_map<(i, j, k) -> (k, j)>
#result = affine_map<(i, j, k) -> (i, j)>
func.func @main() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c5 = arith.constant 5 : index
  %a = arith.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : vector<2x3xf32>
  %b = vector.transpose %a, [1, 0] : vector<2x3xf32> to vector<3x2xf32>
  // CHECK: ( ( 1, 4 ), ( 2, 5 ), ( 3, 6 ) )
  vector.print %b : vector<3x2xf32>
  %zero = arith.constant dense<0.0> : vector<2x2xf32>
  %product = vector.contract {indexing_maps = [#rows, #columns, #result],
    iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>}
    %a, %b, %zero : vector<2x3xf32>, vector<3x2xf32> into vector<2x2xf32>
  // CHECK-NEXT: ( ( 14, 32 ), ( 32, 77 ) )
  vector.print %product : vector<2x2xf32>
  %start = arith.constant dense<[1.0, 1.0]> : vector<2xf32>
  %largest = vector.multi_reduction <maxnumf>, %a, %start [1] : vector<2x3xf32> to vector<2xf32>
  // CHECK-NEXT: ( 3, 6 )
  vector.print %largest : vector<2xf32>
  %scanned:2 = vector.scan <add>, %a, %start {inclusive = false, reduction_dim = 1 : i64} : vector<2x3xf32>, vector<2xf32>
  // CHECK-NEXT: ( ( 1, 2, 4 ), ( 1, 5, 10 ) )
  vector.print %scanned#0 : vector<2x3xf32>
  %outer = vector.outerproduct %largest, %start : vector<2xf32>, vector<2xf32>
  // CHECK-NEXT: ( ( 3, 3 ), ( 6, 6 ) )
  vector.print %outer : vector<2x2xf32>
  %row = vector.extract %a[%c1] : vector<3xf32> from vector<2x3xf32>
  // CHECK-NEXT: ( 4, 5, 6 )
  vector.print %row : vector<3xf32>
  %swapped = vector.insert %row, %a [0] : vector<3xf32> into vector<2x3xf32>
  // CHECK-NEXT: ( ( 4, 5, 6 ), ( 4, 5, 6 ) )
  vector.print %swapped : vector<2x3xf32>
  %mixed = vector.shuffle %a, %swapped [3, 0] : vector<2x3xf32>, vector<2x3xf32>
  // CHECK-NEXT: ( ( 4, 5, 6 ), ( 1, 2, 3 ) )
  vector.print %mixed : vector<2x3xf32>

  %m = memref.alloc() : memref<2x5xf32>
  %padding = arith.constant -1.0 : f32
  %ones = arith.constant dense<1.0> : vector<2x5xf32>
  vector.transfer_write %ones, %m[%c0, %c0] {in_bounds = [true, true]} : vector<2x5xf32>, memref<2x5xf32>
  vector.transfer_write %a, %m[%c0, %c2] {in_bounds = [true, true]} : vector<2x3xf32>, memref<2x5xf32>
  %box = vector.transfer_read %m[%c1, %c2], %padding : memref<2x5xf32>, vector<2x4xf32>
  // CHECK-NEXT: ( ( 4, 5, 6, -1 ), ( -1, -1, -1, -1 ) )
  vector.print %box : vector<2x4xf32>
  %mask = vector.create_mask %c2 : vector<3xi1>
  %other = vector.broadcast %padding : f32 to vector<3xf32>
  %loaded = vector.maskedload %m[%c0, %c1], %mask, %other : memref<2x5xf32>, vector<3xi1>, vector<3xf32> into vector<3xf32>
  // CHECK-NEXT: ( 1, 1, -1 )
  vector.print %loaded : vector<3xf32>
  %places = arith.constant dense<[4, 2, 0]> : vector<3xi32>
  %picked = vector.gather %m[%c0, %c0] [%places], %mask, %other
    : memref<2x5xf32>, vector<3xi32>, vector<3xi1>, vector<3xf32> into vector<3xf32>
  // CHECK-NEXT: ( 3, 1, -1 )
  vector.print %picked : vector<3xf32>
  %sum = vector.reduction <add>, %row : vector<3xf32> into f32
  // CHECK-NEXT: 15
  vector.print %sum : f32
  memref.dealloc %m : memref<2x5xf32>
  return
}
