namespace Weft.IR;

/// <summary>The body of a named operation, as written in its row.</summary>
public abstract record ScalarExpr;

/// <summary>The element of an operand.</summary>
public sealed record ScalarOperand(int Index) : ScalarExpr;

/// <summary>The variable of a loop.</summary>
public sealed record ScalarIndex(int Loop) : ScalarExpr;

/// <summary>A number, of type <c>i64</c> or <c>f64</c>.</summary>
public sealed record ScalarNumber(TypedAttribute Value) : ScalarExpr;

/// <summary>A function of <see cref="ScalarFunctions"/>, a conversion, or, with <c>$</c>, what an attribute says.</summary>
public sealed record ScalarCall(string Function, Sequence<ScalarExpr> Arguments) : ScalarExpr;
