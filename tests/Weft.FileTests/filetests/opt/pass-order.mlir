// Passes run in the order of their flags.
// RUN: weft opt %s --canonicalize --symbol-dce | FileCheck %s --check-prefix=GONE
// RUN: weft opt %s --symbol-dce --canonicalize | FileCheck %s --check-prefix=KEPT
// RUN: weft opt %s -canonicalize -symbol-dce | FileCheck %s --check-prefix=GONE

// GONE-NOT: @helper
// KEPT: func.func private @helper
// KEPT: func.func @main
// KEPT-NOT: constant
func.func private @helper() {
  return
}
func.func @main() {
  %f = constant @helper : () -> ()
  return
}
