// RUN: weft opt --emit-irdl=wf | FileCheck %s
// RUN: not weft opt --emit-irdl=wff 2>&1 | FileCheck %s --check-prefix=UNKNOWN

// CHECK:      irdl.dialect @wf {
// CHECK:        // Faults unless 0 <= index < bound; the subject names the array.
// CHECK-NEXT:   irdl.operation @check_index {
// CHECK-NEXT:     %index = irdl.is index
// CHECK-NEXT:     %bound = irdl.is index
// CHECK-NEXT:     irdl.operands(%index, %bound)
// CHECK-NEXT:     %subject = irdl.base "#builtin.string"
// CHECK-NEXT:     irdl.attributes {"subject" = %subject}
// CHECK-NEXT:   }

// UNKNOWN: weft opt: error: there is no dialect 'wff'; --show-dialects shows all
