using System.Collections.Immutable;
using Weft.Passes;

namespace Weft.Tool.Opt;

/// <summary>A pipeline as a tree, as its text has it: <c>builtin.module(cse,func.func(canonicalize))</c>.</summary>
public abstract record PipelineNode;

/// <summary>A pass that is ready to run.</summary>
/// <param name="Title">How reports call it: <c>Canonicalizer</c> for <c>canonicalize</c>.</param>
public sealed record PassNode(Stage Stage, string Title) : PipelineNode;

/// <summary>Passes that run, all of them, on each operation of a name that lies directly inside the current one.</summary>
public sealed record NestedNode(string Anchor, ImmutableArray<PipelineNode> Nodes) : PipelineNode;
