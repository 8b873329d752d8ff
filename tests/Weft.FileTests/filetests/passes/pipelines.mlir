// What is wrong with a pipeline, and where in it.
// RUN: not weft opt %s --pass-pipeline='builtin.module(cse' 2>&1 | FileCheck %s --check-prefix=OPEN
// RUN: not weft opt %s --pass-pipeline='builtin.module(cse,)' 2>&1 | FileCheck %s --check-prefix=EMPTY
// RUN: not weft opt %s --pass-pipeline='builtin.module(cse))' 2>&1 | FileCheck %s --check-prefix=CLOSED
// RUN: not weft opt %s --pass-pipeline='builtin.module(canonicalize{a=1)' 2>&1 | FileCheck %s --check-prefix=BRACE
// RUN: not weft opt %s --pass-pipeline='builtin.module(func.func(cse,csee))' 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not weft opt %s --pass-pipeline='builtin.module(cse{deep=true})' 2>&1 | FileCheck %s --check-prefix=OPTION
// RUN: not weft opt %s --pass-pipeline='' 2>&1 | FileCheck %s --check-prefix=NOTHING
// RUN: not weft opt %s --csee 2>&1 | FileCheck %s --check-prefix=FLAG
// RUN: not weft opt %s --cse='deep=true' 2>&1 | FileCheck %s --check-prefix=OPTION

// OPEN: weft opt: pass pipeline: expected ')' at position 18
// EMPTY: weft opt: pass pipeline: expected a pass or an operation name at position 19
// CLOSED: weft opt: pass pipeline: unexpected ')' at position 19
// BRACE: weft opt: pass pipeline: expected '}' at position 28
// UNKNOWN: weft opt: there is no pass 'csee'; --list-passes shows all
// OPTION: weft opt: pass 'cse' has no option 'deep'; its options are: none
// NOTHING: weft opt: pass pipeline: expected a pass or an operation name at position 0
// FLAG: weft opt: there is no pass 'csee'; --list-passes shows all
module {
}
