// What is not valid is printed in generic form, as custom forms count on what verifiers check.
// RUN: weft opt %s --convert-scf-to-cf --verify-each=false | FileCheck %s
// RUN: weft opt %s --convert-scf-to-cf --verify-each=false --mlir-print-assume-verified | FileCheck %s --check-prefix=CUSTOM
// RUN: not weft opt %s --pass-pipeline='builtin.module(func.func(convert-scf-to-cf))' --mlir-print-ir-after-all 2>&1 | FileCheck %s --check-prefix=DUMP
// AS-MLIR-OPT

// CHECK: "builtin.module"() ({
// CHECK: "arith.addi"
// CHECK: "linalg.generic"
// CHECK: "cf.cond_br"

// CUSTOM: module {
// CUSTOM: linalg.generic {
// CUSTOM: cf.cond_br

// DUMP: // -----// IR Dump After SCFToControlFlow (convert-scf-to-cf) //----- //
// DUMP-NEXT: func.func @valid
// DUMP: // -----// IR Dump After SCFToControlFlow Failed (convert-scf-to-cf) //----- //
// DUMP-NEXT: "func.func"() <{function_type = (i1, tensor<4xf32>) -> tensor<4xf32>, sym_name = "invalid"}> ({
func.func @valid(%a: i32) -> i32 {
  %0 = arith.addi %a, %a : i32
  return %0 : i32
}

func.func @invalid(%c: i1, %x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} outs(%x : tensor<4xf32>) {
  ^bb0(%e: f32):
    %r = scf.if %c -> (f32) {
      %m = arith.negf %e : f32
      scf.yield %m : f32
    } else {
      scf.yield %e : f32
    }
    linalg.yield %r : f32
  } -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
