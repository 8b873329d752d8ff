using Antlr4.Runtime;
using static Weft.Frontend.Dsl.Grammar.WeftParser;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>What those who bring words from other languages write here.</summary>
internal static class OtherLanguages
{
    private const string Choice = "; a choice is written 'c ? a : b'";
    private const string ElseIf = "; write 'else if'";
    private static readonly string Func = Expectations.Example(RULE_declaration, FUNC);
    private static readonly string Record = Expectations.Example(RULE_declaration, RECORD);

    private static readonly Dictionary<string, string> Words = new()
    {
        ["and"] = "; 'and' is written '&&'",
        ["or"] = "; 'or' is written '||'",
        ["not"] = "; 'not' is written '!'",
        ["if"] = Choice,
        ["then"] = Choice,
        ["elif"] = ElseIf,
        ["elsif"] = ElseIf,
        ["elseif"] = ElseIf,
        ["mut"] = "; what changes is declared with 'var'",
        ["def"] = Func,
        ["fn"] = Func,
        ["fun"] = Func,
        ["function"] = Func,
        ["struct"] = Record,
        ["class"] = Record,
    };

    /// <summary>A word's form here, from a semicolon on; null for words that other languages do not have either.</summary>
    public static string? Find(string word) => Words.GetValueOrDefault(word);

    /// <summary>What is meant, maybe, where the next token does not fit; null where nothing comes to mind.</summary>
    public static string? At(ITokenStream tokens)
    {
        var (next, last) = (tokens.LT(1), tokens.LT(-1));
        if (next.Type == STAR && last?.Type == STAR) return "; a power is written 'pow(x, y)'";
        if (next.Type == OPEN_BRACKET && tokens.LT(-2)?.Type is LET or VAR) return "; a local array is declared as 'var x: f32[n]'";
        return Find(next.Text) ?? (last is null ? null : Find(last.Text));
    }
}
