// The options of canonicalize do what they say.
// RUN: weft opt %s --canonicalize=region-simplify=disabled | FileCheck %s --check-prefix=BLOCKS
// RUN: weft opt %s --canonicalize=region-simplify=aggressive | FileCheck %s --check-prefix=MERGED
// RUN: weft opt %s --canonicalize=max-num-rewrites=0 | FileCheck %s --check-prefix=NO-RULES
// RUN: weft opt %s --canonicalize=disable-patterns=ArithCanonicalization.AddAdd | FileCheck %s --check-prefix=NO-RULES
// RUN: weft opt %s --canonicalize=enable-patterns=ArithCanonicalization.AddAdd | FileCheck %s --check-prefix=ONE-RULE
// RUN: weft opt %s --canonicalize=top-down=false | FileCheck %s --check-prefix=ONE-RULE
// RUN: not weft opt %s '--canonicalize=max-iterations=1 test-convergence=true' 2>&1 | FileCheck %s --check-prefix=ENDLESS
// RUN: not weft opt %s --canonicalize=region-simplify=much 2>&1 | FileCheck %s --check-prefix=VALUE

// ENDLESS: error WF3006: the rules did not come to an end in 1 iterations; most active: {{.*}} times)
// VALUE: error WF3003: 'much' is no value for option 'region-simplify' of pass 'canonicalize', which takes one of disabled, normal, aggressive

// NO-RULES: arith.addi
// NO-RULES: arith.addi
// ONE-RULE: arith.addi %arg0, %c3_i32
// ONE-RULE-NOT: arith.addi
func.func @sum(%a: i32) -> i32 {
  %c1 = arith.constant 1 : i32
  %c2 = arith.constant 2 : i32
  %0 = arith.addi %a, %c1 : i32
  %1 = arith.addi %0, %c2 : i32
  return %1 : i32
}

// BLOCKS-LABEL: @unreachable
// BLOCKS: ^bb1:
func.func @unreachable() {
  return
^bb1:
  return
}

// MERGED-LABEL: @same
// MERGED: %0 = arith.select %arg0, %arg1, %arg2 : i32
// MERGED-NEXT: call @use(%0)
func.func @same(%c: i1, %a: i32, %b: i32) {
  cf.cond_br %c, ^bb1, ^bb2
^bb1:
  call @use(%a) : (i32) -> ()
  return
^bb2:
  call @use(%b) : (i32) -> ()
  return
}
func.func private @use(i32)
