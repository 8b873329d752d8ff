// RUN: weft opt --list-passes | FileCheck %s

// CHECK:      --canonicalize
// CHECK:      --check-bounds
// CHECK:      --check-divisions
// CHECK:      --check-stops
// CHECK:      --convert-scf-to-cf
// CHECK:      --cse {{ *}}Replaces operations by earlier ones that compute the same.
// CHECK:      --index-loops
// CHECK:      --inline
// CHECK:      --lower-workflows
// CHECK:      --outline-parallel
// CHECK:      --simplify
// CHECK:      --symbol-dce
