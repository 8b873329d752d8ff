// Passes run in the order of their flags.
// RUN: weft opt %s --inline --symbol-dce | FileCheck %s --check-prefix=INLINED
// RUN: weft opt %s --symbol-dce --inline | FileCheck %s --check-prefix=KEPT
// RUN: weft opt %s -inline -symbol-dce | FileCheck %s --check-prefix=INLINED

// INLINED-NOT: @helper
// KEPT: func.func private @helper
// KEPT: func.func @main
// KEPT-NOT: call
func.func private @helper() {
  return
}
func.func @main() {
  call @helper() : () -> ()
  return
}
