// RUN: not weft opt %s 2>&1 | FileCheck %s

// CHECK: unregistered-needs-the-flag.mlir:4:7: error: operation being parsed with an unregistered dialect. If this is intended, please use -allow-unregistered-dialect with the MLIR tool used
"x.op"() : () -> ()
