// An alias of a dialect that is not loaded, but that mlir-opt has, stays, and so does every alias that such a dialect's text mentions.
// RUN: weft opt %s --allow-unregistered-dialect --mlir-print-op-generic | FileCheck %s

// CHECK:      #part = "a string"
// CHECK-NEXT: #unknown = #llvm.attr<1, #part>
// CHECK-NEXT: "builtin.module"() ({
// CHECK-NEXT:   "x.op"() {a = #unknown, b = #unknown, c = #part, d = "plain"} : () -> ()
#part = "a string"
#unknown = #llvm.attr<1, #part>
#plain = "plain"
"x.op"() {a = #unknown, b = #llvm.attr<1, #part>, c = #part, d = #plain} : () -> ()
