// RUN: weft opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect

func.func @count() -> i32 {
  // expected-error@+1 {{'func.return' op has 0 operands, but enclosing function (@count) returns 1}}
  return
}

// -----

func.func @type(%a: f32) -> i32 {
  // expected-error@+1 {{type of return operand 0 ('f32') doesn't match function result type ('i32') in function @type}}
  return %a : f32
}

// -----

// expected-error@+1 {{'func.func' op arguments may only have dialect attributes}}
func.func private @attribute(i32 {note})

// -----

// expected-error@+1 {{'func.func' op results may only have dialect attributes}}
func.func private @attribute() -> (i32 {note})

// -----

"x.region"() ({
  // expected-error@+1 {{'func.return' op expects parent op 'func.func'}}
  func.return
}) : () -> ()
