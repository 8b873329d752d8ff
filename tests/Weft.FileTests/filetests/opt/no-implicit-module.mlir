// RUN: not weft opt %s --no-implicit-module --split-input-file 2>&1 | FileCheck %s

// CHECK: module {
module {
}

// -----

// CHECK: error: source must contain a single top-level operation, found: 2
module {
}
module {
}

// -----

// CHECK: error: source must contain a module, found: 'func.func'; without --no-implicit-module it gets one around it
func.func private @f()
