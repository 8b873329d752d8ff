using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;

namespace Weft.Frontend.Dsl.Syntax;

public abstract record StatementSyntax(SourceSpan Span) : SyntaxNode(Span)
{
    /// <summary>Where the calls in it may run, and how long; null without.</summary>
    public PlacementSyntax? Placement { get; init; }
}

public sealed record BlockSyntax(ImmutableArray<StatementSyntax> Statements, SourceSpan Span) : SyntaxNode(Span);

/// <summary><c>let x = 1</c>, <c>var t: f32[16]</c>, <c>let (a, b) = f(x)</c>.</summary>
public sealed record LocalSyntax(
    bool IsMutable, ImmutableArray<NameSyntax> Names, TypeSyntax? Type, ExpressionSyntax? Value, SourceSpan Span) : StatementSyntax(Span);

/// <summary><c>target = value</c> or <c>target op= value</c>.</summary>
/// <param name="Operator">What is done before the store, as written: <c>+</c>, <c>min</c>; null for plain <c>=</c>.</param>
public sealed record AssignmentSyntax(ExpressionSyntax Target, string? Operator, ExpressionSyntax Value, SourceSpan Span)
    : StatementSyntax(Span)
{
    /// <summary><c>y[i] = x[i] where x[i] > 0</c>; null without.</summary>
    public ExpressionSyntax? Condition { get; init; }
}

/// <summary><c>scatter (i) bins[v[i]] += 1</c>: an assignment for all values of indices that are not those of its target.</summary>
/// <param name="IsUnique">The author says that no element is written twice.</param>
/// <param name="Condition">That stands with the indices; null without.</param>
public sealed record ScatterSyntax(
    bool IsUnique, ImmutableArray<RangeSyntax> Indices, ExpressionSyntax? Condition, AssignmentSyntax Assignment, SourceSpan Span)
    : StatementSyntax(Span);

/// <summary><c>time t in 0..steps { u'[i] = ... }</c>: each turn makes <c>u'</c> from <c>u</c>.</summary>
public sealed record TimeSyntax(RangeSyntax Range, BlockSyntax Body, SourceSpan Span) : StatementSyntax(Span);

/// <summary><c>assert n > 0, "the message"</c></summary>
/// <param name="Message">Without quotes; null where there is none.</param>
public sealed record AssertSyntax(ExpressionSyntax Condition, string? Message, SourceSpan Span) : StatementSyntax(Span);

/// <summary>An expression that stands alone; only calls do something.</summary>
public sealed record ExpressionStatementSyntax(ExpressionSyntax Expression, SourceSpan Span) : StatementSyntax(Span);

public sealed record ForSyntax(
    LoopKind Kind, ImmutableArray<RangeSyntax> Ranges, BlockSyntax Body, SourceSpan Keyword, SourceSpan Span) : StatementSyntax(Span);

public sealed record WhileSyntax(ExpressionSyntax Condition, BlockSyntax Body, SourceSpan Span) : StatementSyntax(Span);

/// <param name="Else">A <see cref="BlockSyntax"/> or another <see cref="IfSyntax"/>.</param>
public sealed record IfSyntax(ExpressionSyntax Condition, BlockSyntax Then, SyntaxNode? Else, SourceSpan Span) : StatementSyntax(Span);

public sealed record JumpSyntax(bool IsBreak, SourceSpan Span) : StatementSyntax(Span);

public sealed record ReturnSyntax(ImmutableArray<ExpressionSyntax> Values, SourceSpan Span) : StatementSyntax(Span);

/// <summary><c>i in a..b step s</c>; the bounds are null where a reduction leaves them to its subscripts.</summary>
public sealed record RangeSyntax(
    NameSyntax Index, ExpressionSyntax? Lower, ExpressionSyntax? Upper, ExpressionSyntax? Step, SourceSpan Span) : SyntaxNode(Span);
