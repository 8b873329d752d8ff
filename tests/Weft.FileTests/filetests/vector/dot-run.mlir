// RUN: weft run %s -e main --target interp | FileCheck %s
// RUN: weft run %s -e main --target cpu | FileCheck %s

// Groups of products, of the least and greatest numbers: bytes with and without a sign, shorts whose sum wraps around, and bf16.
func.func @main() {
  %bytes = arith.constant dense<[-128, 127, -1, 1, -128, -128, -128, -128, 127, 127, 127, 127, 1, 2, 3, 4]> : vector<16xi8>
  %others = arith.constant dense<[-128, 127, -1, 1, -128, -128, -128, -128, -128, 127, -128, 127, 5, 6, -7, 8]> : vector<16xi8>
  %shorts = arith.constant dense<[-32768, -32768, 32767, -32768, 1, 2, -3, 4]> : vector<8xi16>
  %sums = arith.constant dense<[0, 2147483647, -1, 100]> : vector<4xi32>
  // CHECK: ( 32515, -2147418113, -255, 128 )
  %0 = wf.dot %bytes, %others, %sums : vector<16xi8> into vector<4xi32>
  vector.print %0 : vector<4xi32>
  // CHECK-NEXT: ( -509, 2147418111, -255, 128 )
  %1 = wf.dot %bytes, %others, %sums {unsigned_lhs} : vector<16xi8> into vector<4xi32>
  vector.print %1 : vector<4xi32>
  // CHECK-NEXT: ( -2147483648, -65536, 4, 125 )
  %2 = wf.dot %shorts, %shorts, %sums : vector<8xi16> into vector<4xi32>
  vector.print %2 : vector<4xi32>

  // No instruction has groups of so many, or of so few.
  %words = arith.constant dense<[1, -2]> : vector<2xi64>
  // CHECK-NEXT: ( 98052, -228 )
  %3 = wf.dot %bytes, %others, %words : vector<16xi8> into vector<2xi64>
  vector.print %3 : vector<2xi64>

  %halves = arith.constant dense<[1.0, 2.0, 0.5, -3.0, 4.0, 0.25, -8.0, 16.0]> : vector<8xbf16>
  %floats = arith.constant dense<[0.0, 1.5, -2.0, 100.0]> : vector<4xf32>
  // CHECK-NEXT: ( 5, 10.75, 14.0625, 420 )
  %4 = wf.dot %halves, %halves, %floats : vector<8xbf16> into vector<4xf32>
  vector.print %4 : vector<4xf32>
  return
}
