// RUN: weft opt %s --mlir-print-debuginfo | FileCheck %s
// RUN: weft opt %s --mlir-print-debuginfo --verify-roundtrip | FileCheck %s
// RUN: weft opt %s | FileCheck %s --check-prefix=PLAIN

// Locations of arguments are written out, those of operations behind an alias.
// CHECK: func.func @f(%arg0: i32 loc(callsite(#[[A:.*]] at #[[B:.*]])), %arg1: i32 loc("name"(#[[A]])), %arg2: i32 loc(unknown))
// CHECK: ^bb1(%0: i32 loc("there.c":3:4)):
// CHECK: return loc(#[[B]])
// CHECK: } loc(#
// PLAIN-NOT: loc(
#a = loc("here.c":1:2)
#b = loc("there.c":3:4)
func.func @f(%a: i32 loc(callsite(#a at #b)), %b: i32 loc("name"(#a)), %c: i32 loc(unknown)) {
  cf.br ^bb1(%a : i32)
^bb1(%x: i32 loc(#b)):
  return loc(#b)
}
