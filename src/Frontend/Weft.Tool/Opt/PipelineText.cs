using System.Collections.Immutable;
using Weft.IR;
using Weft.Passes;

namespace Weft.Tool.Opt;

/// <summary>Reads <c>builtin.module(cse,func.func(canonicalize{a=1 b=2}))</c>. Passes that stand alone run on the module.</summary>
public sealed class PipelineText(string text, RegisteredPasses passes, DiagnosticBag diagnostics)
{
    /// <summary>What diagnostics call the text.</summary>
    public const string Name = "--pass-pipeline";

    private const string Root = "builtin.module";

    private int _position;

    /// <summary>The passes that run on the module; null after recording an error.</summary>
    public ImmutableArray<PipelineNode>? Parse()
    {
        if (List() is not { } nodes) return null;
        if (_position < text.Length)
        {
            Fail($"unexpected '{text[_position]}'");
            return null;
        }

        return nodes is [NestedNode { Anchor: Root } root] ? root.Nodes : nodes;
    }

    private ImmutableArray<PipelineNode>? List()
    {
        var nodes = ImmutableArray.CreateBuilder<PipelineNode>();
        do
        {
            if (Item() is not { } node) return null;
            nodes.Add(node);
        }
        while (Accept(','));
        return nodes.ToImmutable();
    }

    private PipelineNode? Item()
    {
        SkipSpaces();
        var start = _position;
        while (_position < text.Length && (char.IsAsciiLetterOrDigit(text[_position]) || text[_position] is '-' or '.' or '_')) _position++;
        if (_position == start) return Fail("expected a pass or an operation name");
        var name = text[start.._position];
        return Accept('(') ? Nested(name) : Pass(name, start);
    }

    private PipelineNode? Nested(string anchor)
    {
        if (Accept(')')) return new NestedNode(anchor, []);
        if (List() is not { } nodes) return null;
        return Accept(')') ? new NestedNode(anchor, nodes) : Fail("expected ')'");
    }

    private PipelineNode? Pass(string name, int start)
    {
        var options = "";
        if (Accept('{'))
        {
            var close = text.IndexOf('}', _position);
            if (close < 0) return Fail("expected '}'");
            options = text[_position..close];
            _position = close + 1;
        }

        return passes.Create(name, options, At(start), diagnostics);
    }

    private void SkipSpaces()
    {
        while (_position < text.Length && text[_position] == ' ') _position++;
    }

    private bool Accept(char c)
    {
        SkipSpaces();
        if (_position >= text.Length || text[_position] != c) return false;
        _position++;
        return true;
    }

    private PipelineNode? Fail(string problem)
    {
        diagnostics.Add(PassDiagnostics.PipelineSyntax.At(At(_position), problem));
        return null;
    }

    private static Location At(int position) => Location.At(Name, 1, position + 1);
}
