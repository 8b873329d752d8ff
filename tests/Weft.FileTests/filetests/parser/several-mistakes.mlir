// One mistake hides no other.
// RUN: weft opt %s --verify-diagnostics

// expected-error@+1 {{expected valid '@'-identifier}}
func.func first() {
  return
}

func.func @fine() {
  return
}

// expected-error@+1 {{expected non-function type}}
func.func @second(%a: nonsense) {
  return
}
