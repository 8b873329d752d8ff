// RUN: weft opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect

%0 = "x.value"() : () -> i32
// expected-note@+1 {{required by region isolation constraints}}
"func.func"() ({
  // expected-error@+1 {{'x.use' op using value defined outside the region}}
  "x.use"(%0) : (i32) -> ()
  func.return
}) {sym_name = "f", function_type = () -> ()} : () -> ()
