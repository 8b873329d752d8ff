using System.Collections.Immutable;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.BoundTree;

public sealed record BoundBlock(ImmutableArray<BoundStatement> Statements, Location Location) : BoundStatement(Location);

/// <summary>A local comes into being: a scalar or, in a kernel, an array that lives until its block ends; in a workflow an
/// array may be initialized with another. Without an initializer it is zero.</summary>
public sealed record BoundDeclaration(VariableSymbol Variable, BoundExpression? Initializer, Location Location) : BoundStatement(Location);

/// <summary>Gives a variable a new value; in a workflow also an array.</summary>
public sealed record BoundAssignment(VariableSymbol Variable, BoundExpression Value, Location Location) : BoundStatement(Location);

/// <summary>Writes an element of an array; the subscripts are <c>index</c>.</summary>
public sealed record BoundStore(
    VariableSymbol Array, ImmutableArray<BoundExpression> Subscripts, BoundExpression Value, Location Location) : BoundStatement(Location);

/// <summary>Writes a part of an array of a workflow.</summary>
/// <param name="Value">An array of the part's shape; a number where all subscripts are single indices.</param>
public sealed record BoundSliceStore(
    VariableSymbol Array, ImmutableArray<BoundSubscript> Subscripts, BoundExpression Value, Location Location) : BoundStatement(Location);

/// <summary>One loop variable from lower to below upper; both and the step are <c>index</c> and are evaluated once. The step is a
/// positive literal or an expression whose value must be checked to be positive.</summary>
public sealed record BoundFor(
    VariableSymbol Index,
    BoundExpression Lower,
    BoundExpression Upper,
    BoundExpression Step,
    LoopKind Kind,
    BoundBlock Body,
    Location Location) : BoundStatement(Location);

public sealed record BoundWhile(BoundExpression Condition, BoundBlock Body, Location Location) : BoundStatement(Location);

public sealed record BoundIf(BoundExpression Condition, BoundBlock Then, BoundBlock? Else, Location Location) : BoundStatement(Location);

/// <summary>Leaves the innermost loop.</summary>
public sealed record BoundBreak(Location Location) : BoundStatement(Location);

/// <summary>Goes to the next iteration of the innermost loop.</summary>
public sealed record BoundContinue(Location Location) : BoundStatement(Location);

/// <summary>Leaves the body: with the scalars of a func's result, without any from kernels and workflows, whose outputs are
/// variables.</summary>
public sealed record BoundReturn(ImmutableArray<BoundExpression> Values, Location Location) : BoundStatement(Location);

/// <summary>Stops the program with the message when the condition does not hold.</summary>
public sealed record BoundAssert(BoundExpression Condition, string Message, Location Location) : BoundStatement(Location);

/// <summary>Calls a kernel or a workflow.</summary>
/// <param name="Arguments">One per parameter of the callee, in its order. Those of <c>inout</c> and output parameters are
/// <see cref="BoundVariable"/>s, which the call assigns.</param>
/// <param name="Declared">The variables among them that come into being here, as if declared just before.</param>
public sealed record BoundKernelCall(
    KernelSymbol Callee, ImmutableArray<BoundExpression> Arguments, ImmutableArray<VariableSymbol> Declared, Location Location)
    : BoundStatement(Location)
{
    /// <summary>Where the call may run; null for anywhere.</summary>
    public string? At { get; init; }

    /// <summary>How long it may take; null for any time.</summary>
    public string? Deadline { get; init; }

    /// <summary>The variables that get a new value or new elements.</summary>
    public IEnumerable<VariableSymbol> Written =>
        Callee.Parameters.Zip(Arguments)
            .Where(pair => pair.First.Kind != VariableKind.Input)
            .Select(pair => ((BoundVariable)pair.Second).Variable);
}
