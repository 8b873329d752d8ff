// RUN: weft run %s -e main --target interp | FileCheck %s

func.func private @printMemrefF32(memref<*xf32>)

func.func @main() {
  %a = arith.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : vector<2x3xf32>
  %b = vector.transpose %a, [1, 0] : vector<2x3xf32> to vector<3x2xf32>
  %c = arith.constant dense<0.0> : vector<2x2xf32>
  // CHECK: ( ( 1, 4 ), ( 2, 5 ), ( 3, 6 ) )
  vector.print %b : vector<3x2xf32>
  // CHECK-NEXT: ( ( 14, 32 ), ( 32, 77 ) )
  %d = vector.contract {indexing_maps = [affine_map<(i, j, k) -> (i, k)>, affine_map<(i, j, k) -> (k, j)>, affine_map<(i, j, k) -> (i, j)>], iterator_types = ["parallel", "parallel", "reduction"]} %a, %b, %c : vector<2x3xf32>, vector<3x2xf32> into vector<2x2xf32>
  vector.print %d : vector<2x2xf32>
  // CHECK-NEXT: ( 5, 7, 9 )
  %z = arith.constant dense<0.0> : vector<3xf32>
  %e = vector.multi_reduction <add>, %a, %z [0] : vector<2x3xf32> to vector<3xf32>
  vector.print %e : vector<3xf32>
  // CHECK-NEXT: ( ( 1, 3, 6 ), ( 4, 9, 15 ) )
  %t = arith.constant dense<0.0> : vector<2xf32>
  %f:2 = vector.scan <add>, %a, %t {inclusive = true, reduction_dim = 1 : i64} : vector<2x3xf32>, vector<2xf32>
  vector.print %f#0 : vector<2x3xf32>

  // A read that goes beyond the memory, with its dimensions exchanged, under a mask.
  // CHECK-NEXT: ( ( 2, -1, -1 ), ( 3, -1, -1 ), ( -1, -1, -1 ) )
  %m = memref.alloc() : memref<2x3xf32>
  %i0 = arith.constant 0 : index
  %i1 = arith.constant 1 : index
  vector.transfer_write %a, %m[%i0, %i0] : vector<2x3xf32>, memref<2x3xf32>
  %p = arith.constant -1.0 : f32
  %k = vector.constant_mask [1, 3] : vector<3x3xi1>
  %g = vector.transfer_read %m[%i0, %i1], %p, %k {permutation_map = affine_map<(d0, d1) -> (d1, d0)>} : memref<2x3xf32>, vector<3x3xf32>
  vector.print %g : vector<3x3xf32>

  // Only the first element is masked in.
  // CHECK-NEXT: 6
  %one = vector.create_mask %i1 : vector<3xi1>
  %s = arith.constant 5.0 : f32
  %row = vector.extract %a[0] : vector<3xf32> from vector<2x3xf32>
  %h = vector.mask %one { vector.reduction <add>, %row, %s : vector<3xf32> into f32 } : vector<3xi1> -> f32
  vector.print %h : f32
  // CHECK-NEXT: ( 1, 0, 0 )
  vector.print %one : vector<3xi1>

  // CHECK-NEXT: ( 5, 0 )text
  %r = memref.alloc() : memref<4xf32>
  %two = arith.constant dense<[true, false]> : vector<2xi1>
  %at = arith.constant dense<[3, 0]> : vector<2xi32>
  %five = vector.splat %s : vector<2xf32>
  vector.scatter %r[%i0] [%at], %two, %five : memref<4xf32>, vector<2xi32>, vector<2xi1>, vector<2xf32>
  %none = arith.constant dense<0.0> : vector<2xf32>
  %q = vector.gather %r[%i0] [%at], %two, %none : memref<4xf32>, vector<2xi32>, vector<2xi1>, vector<2xf32> into vector<2xf32>
  vector.print %q : vector<2xf32> punctuation <no_punctuation>
  vector.print str "text\0A"

  // CHECK-NEXT: ( 1, 4, 2, 5 )
  // CHECK-NEXT: ( 1, 99, 3 )
  %l = vector.load %m[%i0, %i0] : memref<2x3xf32>, vector<2xf32>
  %u = arith.constant dense<[4.0, 5.0]> : vector<2xf32>
  %v = vector.interleave %l, %u : vector<2xf32> -> vector<4xf32>
  vector.print %v : vector<4xf32>
  %big = arith.constant 99.0 : f32
  %w = vector.insert %big, %row[%i1] : f32 into vector<3xf32>
  vector.print %w : vector<3xf32>

  // CHECK-NEXT: rank = 2 offset = 0 sizes = [2, 3] strides = [3, 1] data =
  // CHECK-NEXT: {{^}}[{{\[}}1,   2,   3],
  // CHECK-NEXT: {{^}} [4,   5,   6]]
  %any = memref.cast %m : memref<2x3xf32> to memref<*xf32>
  call @printMemrefF32(%any) : (memref<*xf32>) -> ()
  return
}
