// RUN: weft opt %s "--split-input-file=// here" "--output-split-marker=// there" | FileCheck %s
// RUN: not weft opt %s --split-input-file= --verify-each=perhaps 2>&1 | FileCheck %s --check-prefix=MISTAKE

// CHECK:      module @first {
// CHECK-NEXT: }
// CHECK-EMPTY:
// CHECK-NEXT: // there
// CHECK-NEXT: module @second {

// MISTAKE: weft opt: error: 'perhaps' is no value for --verify-each: true or false is expected
module @first {}
// here
module @second {}
