// RUN: weft opt --canonicalize %s | FileCheck %s
// Where mlir-opt 19 does not come to an end.

// The loop is known to be out of reach only when other blocks are gone. Then its blocks become one, in which x = x + 1.
// CHECK-LABEL: func.func @out_of_reach
// CHECK-NEXT: return %arg0
func.func @out_of_reach(%n: index, %from: index) -> index {
  %false = arith.constant false
  %true = arith.constant true
  %c1 = arith.constant 1 : index
  cf.cond_br %false, ^dead, ^next(%false : i1)
^dead:
  cf.br ^next(%true : i1)
^next(%enters: i1):
  cf.cond_br %enters, ^before, ^end(%n : index)
^before:
  cf.br ^head(%from : index)
^head(%i: index):
  %more = arith.cmpi slt, %i, %n : index
  cf.cond_br %more, ^body, ^end(%i : index)
^body:
  %next = arith.addi %i, %c1 : index
  cf.br ^head(%next : index)
^end(%r: index):
  return %r : index
}
