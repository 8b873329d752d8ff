using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Passes;

/// <summary>The passes that make callables simpler before they are inlined.</summary>
internal sealed class CallablePipelines
{
    private readonly PassManager _passes;
    private readonly ImmutableArray<PipelineNode> _others;
    private readonly ImmutableArray<NestedNode> _special;

    private CallablePipelines(ImmutableArray<PipelineNode> others, ImmutableArray<NestedNode> special, PassContext context)
    {
        (_others, _special) = (others, special);
        // What is left is verified when all is inlined.
        _passes = new(context.Ir, context.Diagnostics) { VerifyEach = false };
    }

    /// <summary>Null after recording what is wrong with a text.</summary>
    /// <param name="others">The pipeline of callables that have none of their own.</param>
    /// <param name="special">Pipelines with the name of an operation around them.</param>
    public static CallablePipelines? Read(string others, Sequence<string> special, PassContext context)
    {
        var nodes = others.Length == 0 ? [] : new PipelineText("default-pipeline", others, context.Diagnostics).Parse();
        var nested = ImmutableArray.CreateBuilder<NestedNode>();
        foreach (var text in special)
        {
            if (new PipelineText("op-pipelines", text, context.Diagnostics).Parse() is not { } read) return null;
            if (read is not [NestedNode node])
            {
                context.Diagnostics.Add(PassDiagnostics.PipelineSyntax.At(
                    Location.Unknown, $"'{text}' is no pipeline of an operation, as func.func(cse) is"));
                return null;
            }

            nested.Add(node);
        }

        return nodes is { } known ? new(known, nested.ToImmutable(), context) : null;
    }

    /// <summary>Runs the passes for a callable; false when there are none, or when what is around it may be used in it.</summary>
    public bool Simplify(Operation callable)
    {
        if (!callable.Info.Has(OpTraits.IsolatedFromAbove)) return false;
        var nodes = _special.FirstOrDefault(node => node.Anchor == callable.Name)?.Nodes ?? _others;
        if (nodes.IsEmpty) return false;
        _passes.Run(nodes, callable);
        return true;
    }
}
