using System.Collections.Immutable;

namespace Weft.Frontend.Dsl.Syntax;

public abstract record ExpressionSyntax(SourceSpan Span) : SyntaxNode(Span);

/// <summary>Where the parser found no expression; already reported.</summary>
public sealed record MissingSyntax(SourceSpan Span) : ExpressionSyntax(Span);

/// <summary>A number or <c>true</c> / <c>false</c>, as written.</summary>
public sealed record LiteralSyntax(string Text, SourceSpan Span) : ExpressionSyntax(Span);

public sealed record NameExpressionSyntax(NameSyntax Name) : ExpressionSyntax(Name.Span);

/// <summary><c>a[i, j]</c></summary>
public sealed record ElementSyntax(NameSyntax Array, ImmutableArray<ExpressionSyntax> Subscripts, SourceSpan Span) : ExpressionSyntax(Span);

/// <summary><c>f(x, inout y)</c>: a builtin, a conversion, a func, a kernel or a workflow.</summary>
public sealed record CallSyntax(NameSyntax Callee, ImmutableArray<ArgumentSyntax> Arguments, SourceSpan Span) : ExpressionSyntax(Span);

public sealed record ArgumentSyntax(AccessSyntax Access, ExpressionSyntax Value, SourceSpan Span) : SyntaxNode(Span);

/// <summary><c>sum(p, q in 0..3) body</c></summary>
public sealed record ReductionSyntax(NameSyntax Name, ImmutableArray<RangeSyntax> Indices, ExpressionSyntax Body, SourceSpan Span)
    : ExpressionSyntax(Span);

/// <param name="Operator">As written: <c>-</c>, <c>+</c>, <c>!</c> or <c>~</c>.</param>
public sealed record UnarySyntax(string Operator, ExpressionSyntax Operand, SourceSpan Span) : ExpressionSyntax(Span);

/// <param name="Operator">As written, for example <c>&lt;&lt;</c>.</param>
public sealed record BinarySyntax(ExpressionSyntax Left, string Operator, SourceSpan OperatorSpan, ExpressionSyntax Right, SourceSpan Span)
    : ExpressionSyntax(Span);

public sealed record ConditionalSyntax(ExpressionSyntax Condition, ExpressionSyntax WhenTrue, ExpressionSyntax WhenFalse, SourceSpan Span)
    : ExpressionSyntax(Span);

/// <summary><c>(a, b)</c>: several values in a <c>return</c> or several targets of a call.</summary>
public sealed record TupleSyntax(ImmutableArray<ExpressionSyntax> Items, SourceSpan Span) : ExpressionSyntax(Span);

/// <summary>An expression in parentheses.</summary>
public sealed record ParenthesizedSyntax(ExpressionSyntax Inner, SourceSpan Span) : ExpressionSyntax(Span);
