using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Passes;

/// <summary>A pipeline as a tree, as its text has it: <c>builtin.module(cse,func.func(canonicalize))</c>.</summary>
public abstract record PipelineNode
{
    /// <summary>The text of nodes that follow each other.</summary>
    public static string Text(IEnumerable<PipelineNode> nodes) => string.Join(',', nodes);
}

/// <summary>A pass that is ready to run.</summary>
/// <param name="Title">How reports call it: <c>Canonicalizer</c> for <c>canonicalize</c>.</param>
public sealed record PassNode(Stage Stage, string Title) : PipelineNode
{
    /// <summary>The options that were given, as they were written: <c>max-iterations=5</c>.</summary>
    public string Options { get; init; } = "";

    public override string ToString() => Options.Length == 0 ? Stage.Name : $"{Stage.Name}{{{Options}}}";
}

/// <summary>Passes that run, all of them, on each operation of a name that lies directly inside the current one.</summary>
/// <param name="Anchor">The name, or <see cref="Any"/>.</param>
public sealed record NestedNode(string Anchor, ImmutableArray<PipelineNode> Nodes) : PipelineNode
{
    /// <summary>The anchor that all isolated operations have.</summary>
    public const string Any = "any";

    public bool IsFor(Operation op) =>
        op.Name == Anchor || (Anchor == Any && op.Info.IsRegistered && op.Info.Has(OpTraits.IsolatedFromAbove));

    public override string ToString() => $"{Anchor}({Text(Nodes)})";
}
