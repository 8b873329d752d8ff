using Antlr4.Runtime;
using Antlr4.Runtime.Tree;
using static Weft.Frontend.Dsl.Grammar.WeftParser;

namespace Weft.Frontend.Dsl.Formatting;

/// <summary>Which words of a tree the layout takes over. It makes line ends, semicolons and the ends of fields anew, and leaves out commas
/// before a closing bracket.</summary>
internal static class KeptWords
{
    public static List<IParseTree> Of(ParserRuleContext rule)
    {
        List<IParseTree> kept = [];
        for (var i = 0; i < rule.ChildCount; i++)
            if (!IsDropped(rule, i))
                kept.Add(rule.GetChild(i));
        return kept;
    }

    /// <summary>The places of the words that are not kept.</summary>
    public static HashSet<int> DroppedFrom(ParserRuleContext root)
    {
        HashSet<int> dropped = [];
        Collect(root, isDropped: false, dropped);
        return dropped;
    }

    private static void Collect(IParseTree node, bool isDropped, HashSet<int> dropped)
    {
        if (isDropped && node is ITerminalNode word) dropped.Add(word.Symbol.TokenIndex);
        for (var i = 0; i < node.ChildCount; i++)
            Collect(node.GetChild(i), isDropped || (node is ParserRuleContext rule && IsDropped(rule, i)), dropped);
    }

    private static bool IsDropped(ParserRuleContext rule, int i) => rule.GetChild(i) switch
    {
        TerminatorContext or FieldEndContext => true,
        ITerminalNode { Symbol.Type: COMMA } =>
            rule.GetChild(i + 1) is ITerminalNode { Symbol.Type: CLOSE_PAREN or CLOSE_BRACKET or CLOSE_BRACE or CLOSE_RECORD },
        _ => false,
    };
}
