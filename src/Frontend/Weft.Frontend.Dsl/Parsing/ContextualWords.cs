using Antlr4.Runtime;
using static Weft.Frontend.Dsl.Grammar.WeftLexer;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>Words that are keywords in one place and names in all others, so that programs may use them as names.</summary>
internal sealed class ContextualWords(IReadOnlyList<IToken> tokens)
{
    private readonly ReductionHeads _reductions = new(tokens);

    /// <summary>What the name at a position is.</summary>
    /// <param name="previous">The word before it that counts; null at the start of the file.</param>
    public int TypeOf(int i, IToken? previous, bool insideBrackets)
    {
        var afterOperand = IsOperandEnd(previous);
        var startsStatement = IsStatementEnd(previous);
        return tokens[i].Text switch
        {
            "step" when afterOperand => STEP,
            "from" when afterOperand => FROM,
            "deadline" when afterOperand && IsDeadline(i) => DEADLINE,
            "as" when afterOperand && Word(i, 1).Type == NAME && Word(i, 2).Type == ARROW => AS,
            "schedule" when (previous is null || startsStatement) && Word(i, 1).Type == NAME
                && Word(i, 2).Type is OPEN_BRACE or FOR => SCHEDULE,
            "fast" when (previous is null || startsStatement) && Word(i, 1).Type == KERNEL => FAST,
            "on" when (previous is null || startsStatement) && Word(i, 1).Type == NAME => ON,
            "unique" when previous?.Type == SCATTER => UNIQUE,
            "time" when startsStatement && Word(i, 1).Type == NAME && Word(i, 2).Type == IN => TIME,
            "scatter" when startsStatement && (Word(i, 1).Text == "unique" || _reductions.HasBody(i, insideBrackets)) => SCATTER,
            "scan" when IsApplied(i, insideBrackets) => SCAN,
            var name when previous?.Type == SCAN => ReductionNames.Contains(name) ? REDUCTION : NAME,
            "reduce" when IsApplied(i, insideBrackets) => REDUCE,
            _ when _reductions.StartsAt(i, insideBrackets) => REDUCTION,
            _ => NAME,
        };
    }

    /// <summary>Whether a keyword is a name where it stands, as in programs that are older than it.</summary>
    public bool IsName(int i, IToken? previous) => tokens[i].Type switch
    {
        WHERE => !IsOperandEnd(previous) || IsUsedAsName(i),
        RECORD or ASSERT => (previous is not null && !IsStatementEnd(previous)) || IsUsedAsName(i),
        _ => false,
    };

    /// <summary><c>deadline 50ms</c>, which may also begin the next line.</summary>
    public bool IsDeadline(int i) => tokens[i].Text == "deadline" && Word(i, 1).Type is BAD_NUMBER or DURATION or INT or FLOAT;

    /// <summary><c>Particle { pos:</c>: the brace begins the values of a record, not a block.</summary>
    public bool IsRecordBrace(int i, IToken? previous, IToken? beforePrevious)
    {
        if (previous?.Type != NAME || beforePrevious?.Type == RECORD) return false;
        var name = TokenSearch.NextIndex(tokens, i + 1, skipLines: true);
        return tokens[name].Type == NAME && TokenSearch.Next(tokens, name + 1, skipLines: true).Type == COLON;
    }

    /// <summary><c>axpy&lt;f32&gt;(</c>: the position of the <c>&gt;</c> that closes type arguments; 0 where this is a comparison.
    /// Nothing is lost: a comparison of a comparison has no meaning.</summary>
    public int EndOfTypes(int i, IToken? previous, IToken? beforePrevious)
    {
        if (previous?.Type != NAME || beforePrevious?.Type is KERNEL or FUNC or WORKFLOW) return 0;
        do
        {
            i = Next(i);
            if (tokens[i].Type != NAME) return 0;
            i = Next(i);
        }
        while (tokens[i].Type == COMMA);
        var isClosed = tokens[i].Type == GREATER && tokens[Next(i)].Type is OPEN_PAREN or NEWLINE or SEMICOLON or TokenConstants.EOF;
        return isClosed ? i : 0;
    }

    /// <summary>A name and parentheses follow: <c>reduce join (</c>.</summary>
    private bool IsApplied(int i, bool insideBrackets)
    {
        var name = TokenSearch.NextIndex(tokens, i + 1, insideBrackets);
        return tokens[name].Type == NAME && TokenSearch.Next(tokens, name + 1, insideBrackets).Type == OPEN_PAREN;
    }

    private bool IsUsedAsName(int i) => Word(i, 1).Type
        is (>= SHIFT_LEFT_ASSIGN and <= XOR_ASSIGN) or ASSIGN or COLON or COMMA or DOT or OPEN_BRACKET or CLOSE_PAREN or CLOSE_BRACKET;

    private static bool IsOperandEnd(IToken? token) => token?.Type
        is NAME or INT or FLOAT or BAD_NUMBER or TRUE or FALSE or CLOSE_PAREN or CLOSE_BRACKET or CLOSE_RECORD or DURATION;

    private static bool IsStatementEnd(IToken? token) => token?.Type is NEWLINE or SEMICOLON or OPEN_BRACE or CLOSE_BRACE;

    private int Next(int i) => TokenSearch.NextIndex(tokens, i + 1, skipLines: false);

    private IToken Word(int i, int distance)
    {
        for (; distance > 0 && tokens[i].Type != TokenConstants.EOF; distance--) i = Next(i);
        return tokens[i];
    }
}
