// RUN: weft opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect

// expected-error@+1 {{duplicate key 'a' in dictionary attribute}}
"x.op"() {a = 1, a = 2} : () -> ()

// -----

// expected-error@+1 {{undefined symbol alias id 'nowhere'}}
"x.op"() {a = #nowhere} : () -> ()

// -----

// expected-error@+1 {{integer constant out of range for attribute}}
"x.op"() {a = 256 : i8} : () -> ()

// -----

// expected-error@+1 {{parsed zero elements, but type ('tensor<2xi32>') expected at least 1}}
"x.op"() {a = dense<> : tensor<2xi32>} : () -> ()

// -----

// expected-error@+1 {{inferred shape of elements literal ([3]) does not match type ([2])}}
"x.op"() {a = dense<[1, 2, 3]> : tensor<2xi32>} : () -> ()

// -----

// expected-error@+1 {{expected '"' in string literal}}
"x.op"() {a = "open} : () -> ()

// -----

// expected-error@+1 {{unbalanced '(' character in pretty dialect name}}
"x.op"() {a = #other.attr<(1>} : () -> ()
