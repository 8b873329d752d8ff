// RUN: weft opt %s | FileCheck %s

// CHECK-LABEL: @blocks
// CHECK:      ^bb1(%0: i32):  // 2 preds: ^bb0, ^bb2
// CHECK:      ^bb2:  // 2 preds: ^bb1, ^bb1
// CHECK:      ^bb3:  // no predecessors
func.func @blocks(%c: i1, %x: i32) {
  cf.br ^first(%x : i32)
^first(%y: i32):
  cf.cond_br %c, ^second, ^second
^second:
  cf.br ^first(%x : i32)
^unreached:
  return
}
