using System.Collections.Immutable;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.BoundTree;

public sealed record BoundLiteral(Constant Value, Location Location) : BoundExpression(new ScalarType(Value.Kind), Location);

/// <summary>The value of a scalar variable, or an array passed to a kernel.</summary>
public sealed record BoundVariable(VariableSymbol Variable, Location Location) : BoundExpression(Variable.Type, Location);

/// <summary>An element of an array; there are as many subscripts as dimensions, all of type <c>index</c>.</summary>
public sealed record BoundElement(VariableSymbol Array, ImmutableArray<BoundExpression> Subscripts, Location Location)
    : BoundExpression(new ScalarType(Array.Element), Location);

/// <summary>A part of an array of a workflow, without the dimensions of which there is one index.</summary>
/// <param name="Subscripts">One per dimension of the array.</param>
public sealed record BoundSlice(
    VariableSymbol Array, ImmutableArray<BoundSubscript> Subscripts, ArrayType Part, Location Location) : BoundExpression(Part, Location);

/// <summary><c>lower &lt;= index &lt; upper</c>, both <c>index</c>; one index where upper is null.</summary>
public sealed record BoundSubscript(BoundExpression Lower, BoundExpression? Upper);

/// <summary>The extent of an array in one dimension, an <c>index</c>.</summary>
public sealed record BoundExtent(VariableSymbol Array, int Dimension, Location Location)
    : BoundExpression(new ScalarType(ElementType.Index), Location);

/// <summary>The operand has the type of the result.</summary>
public sealed record BoundUnary(UnaryOperator Operator, BoundExpression Operand, WeftType Type, Location Location)
    : BoundExpression(Type, Location);

/// <summary>Both operands have one type, except that the count of a shift may be of any integer type. Both are evaluated.</summary>
public sealed record BoundBinary(BinaryOperator Operator, BoundExpression Left, BoundExpression Right, WeftType Type, Location Location)
    : BoundExpression(Type, Location);

/// <summary><c>&amp;&amp;</c> or, with <see cref="IsOr"/>, <c>||</c>: the right operand is evaluated only when it decides.</summary>
public sealed record BoundLogical(bool IsOr, BoundExpression Left, BoundExpression Right, Location Location)
    : BoundExpression(new ScalarType(ElementType.Bool), Location);

/// <summary><c>c ? a : b</c>; one of the two is evaluated.</summary>
public sealed record BoundConditional(
    BoundExpression Condition, BoundExpression WhenTrue, BoundExpression WhenFalse, WeftType Type, Location Location)
    : BoundExpression(Type, Location);

/// <summary>Between any two scalar types. Float to integer truncates and saturates, NaN giving 0; integer to narrower integer
/// wraps; to bool is <c>!= 0</c>.</summary>
public sealed record BoundConversion(BoundExpression Operand, ElementType Target, Location Location)
    : BoundExpression(new ScalarType(Target), Location);

/// <summary>A builtin; every argument is evaluated, those of <c>select</c> too. Arguments have the type of the result, except the
/// bool of <c>select</c>, and the argument of <c>isnan</c> and <c>isinf</c>, which give a bool.</summary>
public sealed record BoundMath(MathFunction Function, ImmutableArray<BoundExpression> Arguments, WeftType Type, Location Location)
    : BoundExpression(Type, Location);

/// <summary>Calls a func. What is used of it is one or several <see cref="BoundResult"/>s, which share the call.</summary>
public sealed record BoundCall(FuncSymbol Callee, ImmutableArray<BoundExpression> Arguments, Location Location) : BoundNode(Location);

/// <summary>One of the scalars that a call gives. The call itself happens once for all of them.</summary>
public sealed record BoundResult(BoundCall Call, int Position)
    : BoundExpression(new ScalarType(Call.Callee.Results[Position]), Call.Location);

/// <summary>A reduction over the product of its ranges, which are evaluated outside in. Its order is free.</summary>
/// <param name="Type">Of the body; <c>index</c> for <c>argmin</c> and <c>argmax</c>.</param>
public sealed record BoundReduction(
    ReductionKind Reduction, ImmutableArray<BoundRange> Ranges, BoundExpression Body, WeftType Type, Location Location)
    : BoundExpression(Type, Location)
{
    /// <summary>Only turns where it holds count; null for all.</summary>
    public BoundExpression? Condition { get; init; }
}

/// <summary>A reduction by a func: <c>join(join(initial, first), second)</c> and so on, in any grouping, for the func is taken to be
/// associative. Several scalars when it is one of records; what is used of them are <see cref="BoundFoldResult"/>s.</summary>
public sealed record BoundFold(
    FuncSymbol Join,
    ImmutableArray<BoundRange> Ranges,
    BoundExpression? Condition,
    ImmutableArray<BoundExpression> Body,
    ImmutableArray<BoundExpression> Initial,
    Location Location) : BoundNode(Location);

public sealed record BoundFoldResult(BoundFold Fold, int Position)
    : BoundExpression(new ScalarType(Fold.Join.Results[Position]), Fold.Location);

/// <summary><c>lower &lt;= index &lt; upper</c>, both <c>index</c>.</summary>
public sealed record BoundRange(VariableSymbol Index, BoundExpression Lower, BoundExpression Upper);
