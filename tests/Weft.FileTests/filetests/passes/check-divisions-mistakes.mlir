// RUN: not weft opt %s --check-divisions 2>&1 | FileCheck %s

// CHECK: check-divisions-mistakes.mlir:5:8: error WF3014: 'arith.divsi' by a 'vector<[4]xi32>' cannot be checked for divisors of 0 and -1; divide element by element
func.func @vectors(%a: vector<[4]xi32>, %b: vector<[4]xi32>) -> vector<[4]xi32> {
  %0 = arith.divsi %a, %b : vector<[4]xi32>
  return %0 : vector<[4]xi32>
}
