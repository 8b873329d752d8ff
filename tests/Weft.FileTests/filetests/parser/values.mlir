// RUN: weft opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect

func.func @undefined() {
  // expected-error@+1 {{use of undeclared SSA value name}}
  "x.use"(%0) : (i32) -> ()
  return
}

// -----

// expected-note@+1 {{previously defined here}}
func.func @twice(%a: i32) {
  // expected-error@+1 {{redefinition of SSA value '%a'}}
  %a = arith.constant 1 : i32
  return
}

// -----

// expected-note@+1 {{prior use here}}
func.func @type(%a: i32) {
  // expected-error@+1 {{use of value '%a' expects different type than prior uses: 'i64' vs 'i32'}}
  "x.use"(%a) : (i64) -> ()
  return
}

// -----

func.func @number() {
  %0:2 = "x.two"() : () -> (i32, i32)
  // expected-error@+1 {{reference to invalid result number}}
  "x.use"(%0#2) : (i32) -> ()
  return
}

// -----

func.func @block() {
  // expected-error@+1 {{reference to an undefined block}}
  cf.br ^nowhere
}
