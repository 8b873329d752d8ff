// RUN: weft opt %s --canonicalize | FileCheck %s --check-prefix=FOLD
// RUN: weft opt %s | FileCheck %s
// RUN: weft opt %s --mlir-print-op-generic | FileCheck %s --check-prefix=GENERIC
// RUN: weft opt %s --sccp | FileCheck %s --check-prefix=SCCP
// AS-MLIR-OPT

// CHECK: func.func @of_a_type() -> vector<4xf32>
func.func @of_a_type() -> vector<4xf32> {
  // CHECK-NEXT: ub.poison : vector<4xf32>
  // GENERIC:    "ub.poison"() <{value = #ub.poison}> : () -> vector<4xf32>
  %0 = ub.poison : vector<4xf32>
  return %0 : vector<4xf32>
}

// What is computed of it is it again, whatever else takes part.
// FOLD-LABEL: func.func @spreads
func.func @spreads(%a: i32, %x: f32) -> (i32, f32, f32, i64, i32, f64) {
  // SCCP-LABEL: func.func @spreads
  // SCCP-NOT: arith
  // FOLD-DAG: %[[F64:.*]] = ub.poison : f64
  // FOLD-DAG: %[[I64:.*]] = ub.poison : i64
  // FOLD-DAG: %[[F:.*]] = ub.poison : f32
  // FOLD-DAG: %[[I:.*]] = ub.poison : i32
  // FOLD: return %[[I]], %[[F]], %[[F]], %[[I64]], %[[I]], %[[F64]]
  %p = ub.poison : i32
  %q = ub.poison : f32
  %0 = arith.subi %a, %p : i32
  %1 = arith.mulf %x, %q : f32
  %2 = arith.negf %q : f32
  %3 = arith.extsi %p : i32 to i64
  %4 = math.ctpop %p : i32
  %5 = arith.extf %q : f32 to f64
  return %0, %1, %2, %3, %4, %5 : i32, f32, f32, i64, i32, f64
}

// Nobody knows what is left of a division by zero.
// SCCP-LABEL: func.func @divides_by_zero
// FOLD-LABEL: func.func @divides_by_zero
func.func @divides_by_zero() -> (index, index, index) {
  // FOLD: %[[P:.*]] = ub.poison : index
  // FOLD: return %[[P]], %[[P]], %[[P]]
  %c16 = arith.constant 16 : index
  %0 = affine.apply affine_map<(d0)[s0] -> (d0 mod (s0 - s0))>(%c16)[%c16]
  %1 = affine.apply affine_map<(d0)[s0] -> (d0 floordiv (s0 - s0))>(%c16)[%c16]
  %2 = affine.apply affine_map<(d0)[s0] -> (d0 ceildiv (s0 - s0) + 1)>(%c16)[%c16]
  return %0, %1, %2 : index, index, index
}
