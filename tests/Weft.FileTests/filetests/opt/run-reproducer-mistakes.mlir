// RUN: not weft opt %s --run-reproducer 2>&1 | FileCheck %s
// CHECK: error: unknown 'mlir_reproducer' resource key 'colour'
// CHECK: error: expected 'true' or 'false' value for key 'verify_each'
// CHECK: there is no pass 'nonsense'

module {
}

{-#
  external_resources: {
    mlir_reproducer: {
      colour: "blue",
      verify_each: "often",
      pipeline: "builtin.module(nonsense)"
    }
  }
#-}
