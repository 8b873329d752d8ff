using Antlr4.Runtime;
using Antlr4.Runtime.Tree;

namespace Weft.Frontend.Dsl.Grammar;

/// <summary>The base of the parser's nodes. Most have one or two children, and are asked for each of them.</summary>
internal abstract class WeftContext : ParserRuleContext
{
    protected WeftContext()
    {
    }

    protected WeftContext(ParserRuleContext parent, int invokingStateNumber) : base(parent, invokingStateNumber)
    {
    }

    public override void AddChild(ITerminalNode t) => (children ??= new List<IParseTree>(1)).Add(t);

    public override void AddChild(RuleContext ruleInvocation) => (children ??= new List<IParseTree>(1)).Add(ruleInvocation);

    public override T GetChild<T>(int i)
    {
        for (var child = 0; child < ChildCount; child++)
            if (children[child] is T found && i-- == 0)
                return found;
        return default!;
    }

    public override ITerminalNode GetToken(int ttype, int i)
    {
        for (var child = 0; child < ChildCount; child++)
            if (children[child] is ITerminalNode node && node.Symbol.Type == ttype && i-- == 0)
                return node;
        return null!;
    }

    public override T[] GetRuleContexts<T>()
    {
        var count = 0;
        for (var child = 0; child < ChildCount; child++)
            if (children[child] is T)
                count++;
        if (count == 0) return [];
        var found = new T[count];
        for (var child = ChildCount - 1; child >= 0; child--)
            if (children[child] is T context)
                found[--count] = context;
        return found;
    }
}
