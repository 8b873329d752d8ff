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

// OPEN:         weft opt: --pass-pipeline:1:19: error WF3004: pass pipeline: expected ')'
// OPEN-NEXT:    {{^}}builtin.module(cse
// OPEN-NEXT:    {{^}}                  ^
// EMPTY:        --pass-pipeline:1:20: error WF3004: pass pipeline: expected a pass or an operation name
// CLOSED:       --pass-pipeline:1:20: error WF3004: pass pipeline: unexpected ')'
// BRACE:        --pass-pipeline:1:29: error WF3004: pass pipeline: expected '}'
// UNKNOWN:      --pass-pipeline:1:30: error WF3001: there is no pass 'csee'; did you mean 'cse'?
// UNKNOWN-NEXT: builtin.module(func.func(cse,csee))
// UNKNOWN-NEXT: {{^}}                             ^
// OPTION:       error WF3002: pass 'cse' has no option 'deep'; its options are: none
// NOTHING:      --pass-pipeline:1:1: error WF3004: pass pipeline: expected a pass or an operation name
// FLAG:         weft opt: error WF3001: there is no pass 'csee'; did you mean 'cse'?
module {
}
