using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Passes;

/// <summary>Reads <c>builtin.module(cse,func.func(canonicalize{a=1 b=2}))</c>. Passes that stand alone run on what the pipeline is run on.
/// </summary>
/// <param name="name">What diagnostics call the text.</param>
public sealed class PipelineText(string name, string text, DiagnosticBag diagnostics)
{
    private const string Root = "builtin.module";

    private int _position;

    /// <summary>The passes that run on a module; null after recording an error.</summary>
    public ImmutableArray<PipelineNode>? ParseForModule() =>
        Parse() is not { } nodes ? null : nodes is [NestedNode { Anchor: Root } root] ? root.Nodes : nodes;

    /// <summary>What the text names; null after recording an error.</summary>
    public ImmutableArray<PipelineNode>? Parse()
    {
        if (List() is not { } nodes) return null;
        if (_position == text.Length) return nodes;
        Fail($"unexpected '{text[_position]}'");
        return null;
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
        var word = text[start.._position];
        return Accept('(') ? Nested(word) : Pass(word, start);
    }

    private PipelineNode? Nested(string anchor)
    {
        if (Accept(')')) return new NestedNode(anchor, []);
        if (List() is not { } nodes) return null;
        return Accept(')') ? new NestedNode(anchor, nodes) : Fail("expected ')'");
    }

    private PipelineNode? Pass(string pass, int start)
    {
        var options = "";
        if (Accept('{'))
        {
            var close = OptionText.Close(text, _position - 1);
            if (close < 0) return Fail("expected '}'");
            options = text[_position..close];
            _position = close + 1;
        }

        return PassRegistry.Create(pass, options, At(start), diagnostics);
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

    private Location At(int position) => Location.At(name, 1, position + 1);
}
