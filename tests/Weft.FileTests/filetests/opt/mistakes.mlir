// RUN: not weft opt no-such-file.mlir 2>&1 | FileCheck %s --check-prefix=FILE
// RUN: not weft opt %s %s 2>&1 | FileCheck %s --check-prefix=TWO
// RUN: not weft opt %s -o /no/such/folder/out.mlir 2>&1 | FileCheck %s --check-prefix=OUTPUT

// FILE: cannot open input file 'no-such-file.mlir'
// TWO: weft opt: error: more than one input file: 'mistakes.mlir' and 'mistakes.mlir'
// OUTPUT: cannot open output file '/no/such/folder/out.mlir'
module {
}
