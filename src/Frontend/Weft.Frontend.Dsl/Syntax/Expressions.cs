using System.Collections.Immutable;

namespace Weft.Frontend.Dsl.Syntax;

public abstract record ExpressionSyntax(SourceSpan Span) : SyntaxNode(Span);

/// <summary>Where the parser found no expression; already reported.</summary>
public sealed record MissingSyntax(SourceSpan Span) : ExpressionSyntax(Span);

/// <summary>A number or <c>true</c> / <c>false</c>, as written.</summary>
public sealed record LiteralSyntax(string Text, SourceSpan Span) : ExpressionSyntax(Span);

public sealed record NameExpressionSyntax(NameSyntax Name) : ExpressionSyntax(Name.Span);

/// <summary><c>a[i, j]</c></summary>
public sealed record ElementSyntax(NameSyntax Array, ImmutableArray<ExpressionSyntax> Subscripts, SourceSpan Span) : ExpressionSyntax(Span)
{
    /// <summary>The names between array and subscripts: fields, and last perhaps a boundary mode, as in <c>img.clamp[y - 1, x]</c>.
    /// </summary>
    public ImmutableArray<NameSyntax> Path { get; init; } = [];
}

/// <summary><c>a..b</c> among subscripts: several elements; all from the start, or to the end, where a bound is null.</summary>
public sealed record SliceSyntax(ExpressionSyntax? Lower, ExpressionSyntax? Upper, SourceSpan Span) : ExpressionSyntax(Span);

/// <summary><c>p.pos</c>, of a name, an element, a call or another member.</summary>
public sealed record MemberSyntax(ExpressionSyntax Target, NameSyntax Member, SourceSpan Span) : ExpressionSyntax(Span);

/// <summary><c>[1, 2, 3]</c></summary>
public sealed record ArraySyntax(ImmutableArray<ExpressionSyntax> Items, SourceSpan Span) : ExpressionSyntax(Span);

/// <summary><c>Particle { pos: p, mass: 1 }</c></summary>
public sealed record RecordValueSyntax(NameSyntax Record, ImmutableArray<FieldValueSyntax> Fields, SourceSpan Span)
    : ExpressionSyntax(Span);

public sealed record FieldValueSyntax(NameSyntax Name, ExpressionSyntax Value, SourceSpan Span) : SyntaxNode(Span);

/// <summary><c>f(x, inout y)</c>: a builtin, a conversion, a func, a kernel or a workflow.</summary>
public sealed record CallSyntax(NameSyntax Callee, ImmutableArray<ArgumentSyntax> Arguments, SourceSpan Span) : ExpressionSyntax(Span)
{
    /// <summary>What a generic callee is for, as in <c>axpy&lt;f32&gt;(...)</c>; empty where the arguments tell.</summary>
    public ImmutableArray<NameSyntax> Types { get; init; } = [];
}

public sealed record ArgumentSyntax(AccessSyntax Access, ExpressionSyntax Value, SourceSpan Span) : SyntaxNode(Span);

/// <summary><c>sum(p, q in 0..3) body</c></summary>
public sealed record ReductionSyntax(NameSyntax Name, ImmutableArray<RangeSyntax> Indices, ExpressionSyntax Body, SourceSpan Span)
    : ExpressionSyntax(Span)
{
    /// <summary><c>sum(i where x[i] > 0) x[i]</c>: only these turns count; null for all.</summary>
    public ExpressionSyntax? Condition { get; init; }
}

/// <summary><c>reduce join (i) x[i] from 0</c>: a reduction by a func, which is taken to be associative.</summary>
public sealed record FoldSyntax(
    NameSyntax Function, ImmutableArray<RangeSyntax> Indices, ExpressionSyntax? Condition, ExpressionSyntax Body, ExpressionSyntax Initial,
    SourceSpan Span) : ExpressionSyntax(Span);

/// <summary><c>scan sum(j &lt;= i) x[j]</c>, <c>scan join(j &lt; i) x[j] from 0</c>: what the values up to each index make together.
/// </summary>
/// <param name="Function">A reduction, or a func where there is an initial value.</param>
/// <param name="Operator">As written between index and limit: <c>&lt;=</c>.</param>
/// <param name="Limit">A free index of the left side.</param>
public sealed record ScanSyntax(
    NameSyntax Function, NameSyntax Index, string Operator, NameSyntax Limit, ExpressionSyntax? Condition, ExpressionSyntax Body,
    ExpressionSyntax? Initial, SourceSpan Span) : ExpressionSyntax(Span);

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
