using Antlr4.Runtime;

namespace Weft.Frontend.Dsl.Grammar;

/// <summary>The base of the generated parser: stops before deeply nested input can exhaust the stack, here or in any later walk
/// of the tree. A chain of left-associative operators nests as deep as it is long. Hands out declarations as they are read.</summary>
internal abstract class DepthLimitedParser(ITokenStream input, TextWriter output, TextWriter errorOutput)
    : Parser(input, output, errorOutput)
{
    public const int MaxDepth = 256;

    private readonly Stack<int> _outer = new();
    private int _depth;

    /// <summary>Is given each declaration that has been read, or as much of it as could be.</summary>
    public Action<WeftParser.DeclarationContext> DeclarationRead { get; init; } = _ => { };

    public override void EnterRule(ParserRuleContext localctx, int state, int ruleIndex)
    {
        Deepen(ruleIndex);
        base.EnterRule(localctx, state, ruleIndex);
    }

    public override void EnterRecursionRule(ParserRuleContext localctx, int state, int ruleIndex, int precedence)
    {
        Deepen(ruleIndex);
        base.EnterRecursionRule(localctx, state, ruleIndex, precedence);
    }

    public override void PushNewRecursionContext(ParserRuleContext localctx, int state, int ruleIndex)
    {
        Count(ruleIndex);
        base.PushNewRecursionContext(localctx, state, ruleIndex);
    }

    public override void ExitRule()
    {
        _depth = _outer.Pop();
        var finished = RuleContext;
        base.ExitRule();
        if (finished is WeftParser.DeclarationContext declaration) DeclarationRead(declaration);
    }

    public override void UnrollRecursionContexts(ParserRuleContext _parentctx)
    {
        _depth = _outer.Pop();
        base.UnrollRecursionContexts(_parentctx);
    }

    private void Deepen(int ruleIndex)
    {
        _outer.Push(_depth);
        Count(ruleIndex);
    }

    private void Count(int ruleIndex)
    {
        if (ruleIndex is not (WeftParser.RULE_expression or WeftParser.RULE_statement or WeftParser.RULE_ifTail)) return;
        if (++_depth > MaxDepth) throw new NestingTooDeepException(CurrentToken);
    }
}

/// <summary>Leaves the parser at once; <see cref="FileParser"/> turns it into a diagnostic.</summary>
internal sealed class NestingTooDeepException(IToken token) : Exception
{
    public IToken Token { get; } = token;
}
