using System.Collections.Immutable;

namespace Weft.Frontend.Dsl.Syntax;

/// <summary>A declaration of a file.</summary>
/// <param name="Name">Empty where the parser found none.</param>
/// <param name="Doc">The text of the <c>///</c> lines above it, or empty.</param>
public abstract record DeclarationSyntax(NameSyntax Name, string Doc, SourceSpan Span) : SyntaxNode(Span)
{
    /// <summary>The parser reported an error inside: the name is known, the body is not worth binding.</summary>
    public bool IsBroken { get; init; }
}

public sealed record ImportSyntax(NameSyntax Target, string Doc, SourceSpan Span) : DeclarationSyntax(Target, Doc, Span);

/// <summary><c>const PI: f64 = 3.14</c></summary>
public sealed record ConstSyntax(NameSyntax Name, TypeSyntax? Type, ExpressionSyntax Value, string Doc, SourceSpan Span)
    : DeclarationSyntax(Name, Doc, Span);

/// <summary><c>func sq(x: f32) -> f32 = x * x</c>; a body in braces has <see cref="Expression"/> null.</summary>
public sealed record FuncSyntax(
    NameSyntax Name,
    ImmutableArray<ParameterSyntax> Parameters,
    TypeSyntax Result,
    ExpressionSyntax? Expression,
    BlockSyntax? Body,
    string Doc,
    SourceSpan Span) : DeclarationSyntax(Name, Doc, Span)
{
    public ImmutableArray<TypeParameterSyntax> TypeParameters { get; init; } = [];
}

/// <summary>A <c>kernel</c>, a <c>fast kernel</c> or, with <see cref="IsWorkflow"/>, a <c>workflow</c>.</summary>
public sealed record KernelSyntax(
    bool IsWorkflow,
    NameSyntax Name,
    ImmutableArray<ParameterSyntax> Parameters,
    ImmutableArray<OutputSyntax> Outputs,
    BlockSyntax Body,
    string Doc,
    SourceSpan Span) : DeclarationSyntax(Name, Doc, Span)
{
    /// <summary>Its floats need not be computed as they are written.</summary>
    public bool IsFast { get; init; }

    public ImmutableArray<TypeParameterSyntax> TypeParameters { get; init; } = [];

    /// <summary><c>where m % 16 == 0, n >= k</c>: what must hold at each call.</summary>
    public ImmutableArray<ExpressionSyntax> Constraints { get; init; } = [];

    /// <summary>Where a workflow may run, and how long; null without.</summary>
    public PlacementSyntax? Placement { get; init; }
}

/// <summary><c>kernel saxpy = axpy&lt;f32&gt;</c>: a generic kernel for these types, under a name of its own.</summary>
public sealed record InstanceSyntax(
    NameSyntax Name, NameSyntax Generic, ImmutableArray<NameSyntax> Types, string Doc, SourceSpan Span)
    : DeclarationSyntax(Name, Doc, Span);

/// <summary><c>record Particle { pos: Vec3, mass: f32 }</c></summary>
public sealed record RecordSyntax(NameSyntax Name, ImmutableArray<FieldSyntax> Fields, string Doc, SourceSpan Span)
    : DeclarationSyntax(Name, Doc, Span);

public sealed record FieldSyntax(NameSyntax Name, TypeSyntax Type, SourceSpan Span) : SyntaxNode(Span);

/// <summary><c>T: float</c>; without a kind the type may be any number.</summary>
public sealed record TypeParameterSyntax(NameSyntax Name, NameSyntax? Kind, SourceSpan Span) : SyntaxNode(Span);

public enum AccessSyntax
{
    None,
    In,
    Out,
    InOut,
}

public sealed record ParameterSyntax(NameSyntax Name, AccessSyntax Access, TypeSyntax Type, ExpressionSyntax? Default, SourceSpan Span)
    : SyntaxNode(Span);

/// <summary>One result after <c>-></c>; workflows may leave the name out.</summary>
public sealed record OutputSyntax(NameSyntax? Name, TypeSyntax Type, SourceSpan Span) : SyntaxNode(Span);

/// <summary><c>f32</c> or <c>f32[n, 3]</c>.</summary>
public sealed record TypeSyntax(NameSyntax Element, ImmutableArray<ExpressionSyntax> Dimensions, SourceSpan Span) : SyntaxNode(Span);
