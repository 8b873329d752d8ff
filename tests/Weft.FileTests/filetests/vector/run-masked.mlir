// RUN: weft run %s -e main --target interp | FileCheck %s
// RUN: weft run %s -e main --target cpu | FileCheck %s

#lhs = affine_map<(i, j, k) -> (i, k)>
#rhs = affine_map<(i, j, k) -> (k, j)>
#sum = affine_map<(i, j, k) -> (i, j)>

memref.global "private" @numbers : memref<2x4xf32> = dense<[[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0]]>

func.func private @printMemrefF32(memref<*xf32>)

func.func @main() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %pad = arith.constant -1.0 : f32
  %memory = memref.get_global @numbers : memref<2x4xf32>
  %some = vector.create_mask %c3 : vector<4xi1>
  %box = vector.create_mask %c1, %c3 : vector<2x4xi1>
  %all = vector.transfer_read %memory[%c0, %c0], %pad {in_bounds = [true, true]} : memref<2x4xf32>, vector<2x4xf32>

  // CHECK: ( ( 0, 1, 2, -1 ), ( -1, -1, -1, -1 ) )
  %read = vector.mask %box { vector.transfer_read %memory[%c0, %c0], %pad : memref<2x4xf32>, vector<2x4xf32> }
    : vector<2x4xi1> -> vector<2x4xf32>
  vector.print %read : vector<2x4xf32>

  %row = vector.extract %all[1] : vector<4xf32> from vector<2x4xf32>
  // CHECK-NEXT: 15
  %sum = vector.mask %some { vector.reduction <add>, %row : vector<4xf32> into f32 } : vector<4xi1> -> f32
  vector.print %sum : f32
  // CHECK-NEXT: 4
  %least = vector.mask %some { vector.reduction <minimumf>, %row : vector<4xf32> into f32 } : vector<4xi1> -> f32
  vector.print %least : f32
  // CHECK-NEXT: 6
  %most = vector.mask %some { vector.reduction <maxnumf>, %row : vector<4xf32> into f32 } : vector<4xi1> -> f32
  vector.print %most : f32

  %start = arith.constant dense<[100.0, 200.0]> : vector<2xf32>
  // CHECK-NEXT: ( 103, 200 )
  %sums = vector.mask %box { vector.multi_reduction <add>, %all, %start [1] : vector<2x4xf32> to vector<2xf32> }
    : vector<2x4xi1> -> vector<2xf32>
  vector.print %sums : vector<2xf32>

  // One row, all columns, one step.
  %a = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : vector<2x2xf32>
  %zero = arith.constant dense<0.0> : vector<2x2xf32>
  %domain = vector.create_mask %c1, %c2, %c1 : vector<2x2x2xi1>
  // CHECK-NEXT: ( ( 1, 2 ), ( 0, 0 ) )
  %product = vector.mask %domain { vector.contract {indexing_maps = [#lhs, #rhs, #sum],
    iterator_types = ["parallel", "parallel", "reduction"], kind = #vector.kind<add>}
    %a, %a, %zero : vector<2x2xf32>, vector<2x2xf32> into vector<2x2xf32> } : vector<2x2x2xi1> -> vector<2x2xf32>
  vector.print %product : vector<2x2xf32>

  %corner = vector.create_mask %c1, %c2 : vector<2x2xi1>
  %ten = arith.constant dense<10.0> : vector<2xf32>
  // CHECK-NEXT: ( ( 1001, 1002 ), ( 3, 4 ) )
  %hundred = arith.constant dense<100.0> : vector<2xf32>
  %outer = vector.mask %corner { vector.outerproduct %ten, %hundred, %a {kind = #vector.kind<add>} : vector<2xf32>, vector<2xf32> }
    : vector<2x2xi1> -> vector<2x2xf32>
  vector.print %outer : vector<2x2xf32>

  %offsets = arith.constant dense<[3, 2, 1, 0]> : vector<4xi32>
  %on = arith.constant dense<true> : vector<4xi1>
  %other = arith.constant dense<9.0> : vector<4xf32>
  // CHECK-NEXT: ( 7, 6, 5, 9 )
  %gathered = vector.mask %some { vector.gather %memory[%c1, %c0] [%offsets], %on, %other
    : memref<2x4xf32>, vector<4xi32>, vector<4xi1>, vector<4xf32> into vector<4xf32> } : vector<4xi1> -> vector<4xf32>
  vector.print %gathered : vector<4xf32>

  vector.mask %some { vector.transfer_write %other, %memory[%c0, %c0] : vector<4xf32>, memref<2x4xf32> } : vector<4xi1>
  // CHECK: {{\[\[}}9,   9,   9,   3],
  // CHECK-NEXT: [4,   5,   6,   7]]
  %any = memref.cast %memory : memref<2x4xf32> to memref<*xf32>
  call @printMemrefF32(%any) : (memref<*xf32>) -> ()

  // CHECK: ( 6, 7 )
  affine.for %i = 1 to 2 {
    %pair = affine.vector_load %memory[%i, %i + 1] : memref<2x4xf32>, vector<2xf32>
    vector.print %pair : vector<2xf32>
    affine.vector_store %pair, %memory[%i - 1, 0] : memref<2x4xf32>, vector<2xf32>
  }
  // CHECK: ( ( 6, 7, 9, 3 ), ( 4, 5, 6, 7 ) )
  %whole = vector.type_cast %memory : memref<2x4xf32> to memref<vector<2x4xf32>>
  %value = memref.load %whole[] : memref<vector<2x4xf32>>
  vector.print %value : vector<2x4xf32>
  return
}
