using Antlr4.Runtime;
using static Weft.Frontend.Dsl.Grammar.WeftLexer;

namespace Weft.Frontend.Dsl.Parsing;

/// <summary>
/// Makes the decisions that depend on neighbouring words, so that the grammar need not: which line ends end a statement,
/// which names are keywords where they stand, and which brackets hold the values of a record or the types of a generic kernel.
/// </summary>
internal sealed class TokenShaper(IReadOnlyList<IToken> tokens, SyntaxDiagnostics diagnostics)
{
    private readonly List<IToken> _shaped = new(tokens.Count + 16);
    private readonly Stack<int> _brackets = new();
    private readonly ContextualWords _words = new(tokens);
    private IToken? _previous;
    private IToken? _beforePrevious;
    private int _endOfTypes;

    /// <summary>The tokens for the parser; the last is the end of the file.</summary>
    public List<IToken> Shape()
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Type == UNTERMINATED_COMMENT) i = Comment(i);
            if (tokens[i].Channel != TokenConstants.DefaultChannel) _shaped.Add(tokens[i]);
            else if (tokens[i].Type == NEWLINE) LineEnd(i);
            else i += Word(i);
        }

        return _shaped;
    }

    /// <summary>What follows an open comment is no program: goes on at the end of the file.</summary>
    private int Comment(int i)
    {
        diagnostics.Report(DslDiagnostics.UnterminatedComment, tokens[i]);
        return tokens.Count - 1;
    }

    /// <summary>Emits one word; returns how many tokens after it were taken along.</summary>
    private int Word(int i)
    {
        var token = (CommonToken)tokens[i];
        if (token.Type == BAD_NUMBER && _previous is { Type: DEADLINE } or { Type: NAME, Text: "every" }) token.Type = DURATION;
        if (_words.IsName(i, _previous)) token.Type = NAME;
        if (BadTokens.Report(token, diagnostics) == BadTokens.Action.Drop) return 0;
        switch (token.Type)
        {
            case NAME:
                return Name(token, i);
            case OPEN_BRACE when _words.IsRecordBrace(i, _previous, _beforePrevious):
                token.Type = OPEN_RECORD;
                _brackets.Push(token.Type);
                break;
            case OPEN_PAREN or OPEN_BRACKET or OPEN_BRACE:
                _brackets.Push(token.Type);
                break;
            case CLOSE_PAREN or CLOSE_BRACKET when _brackets.TryPeek(out var top) && top is OPEN_PAREN or OPEN_BRACKET:
                _brackets.Pop();
                break;
            case CLOSE_BRACE when _brackets.TryPeek(out var top) && top == OPEN_RECORD:
                token.Type = CLOSE_RECORD;
                _brackets.Pop();
                break;
            case LESS when _previous is { Type: NAME } && _beforePrevious is { Type: FUNC or KERNEL or WORKFLOW }:
                _brackets.Push(token.Type);
                break;
            case GREATER when _brackets.TryPeek(out var top) && top == LESS:
                _brackets.Pop();
                break;
            case LESS when _words.EndOfTypes(i, _previous, _beforePrevious) is > 0 and var end:
                token.Type = OPEN_TYPES;
                _endOfTypes = end;
                break;
            case GREATER when i == _endOfTypes && i > 0:
                token.Type = CLOSE_TYPES;
                break;
            case CLOSE_BRACE:
                CloseBlock();
                EndStatementBefore(token);
                break;
            case TokenConstants.EOF:
                EndStatementBefore(token);
                break;
        }

        return Emit(token);
    }

    private int Name(CommonToken token, int i)
    {
        var afterOperand = _previous?.Type is NAME or CLOSE_BRACKET;
        if (token.Text is "min" or "max" && afterOperand && tokens[i + 1] is { Type: ASSIGN } assign)
        {
            var type = token.Text == "min" ? MIN_ASSIGN : MAX_ASSIGN;
            Emit(new CommonToken(token) { Type = type, Text = $"{token.Text}=", StopIndex = assign.StopIndex });
            return 1;
        }

        token.Type = _words.TypeOf(i, _previous, InsideBrackets);
        return Emit(token);
    }

    private void LineEnd(int i)
    {
        var token = (CommonToken)tokens[i];
        var position = TokenSearch.NextIndex(tokens, i, skipLines: true);
        var next = _words.IsName(position, _previous) ? NAME : tokens[position].Type;
        // A statement cannot start inside brackets: one was left open, and only its own line should suffer.
        if (InsideBrackets && LineEnds.StartsStatement(next)) CloseBlock(keepBrace: true);
        var ends = !InsideBrackets && _previous is not null && !GoesOn && !LineEnds.Continues(next) && !_words.IsDeadline(position);
        if (!ends) token.Channel = Lexer.Hidden;
        _shaped.Add(token);
        if (ends) (_beforePrevious, _previous) = (_previous, token);
    }

    /// <summary>The last statement of a block needs no line end of its own: it gets one here.</summary>
    private void EndStatementBefore(CommonToken token)
    {
        if (_previous is null or { Type: NEWLINE or SEMICOLON or OPEN_BRACE or CLOSE_BRACE }) return;
        var text = token.Type == TokenConstants.EOF ? "" : token.Text;
        Emit(new CommonToken(token) { Type = NEWLINE, Text = text });
    }

    private void CloseBlock(bool keepBrace = false)
    {
        while (_brackets.TryPeek(out var top))
        {
            if (top == OPEN_BRACE && keepBrace) return;
            _brackets.Pop();
            if (top == OPEN_BRACE) return;
        }
    }

    private bool InsideBrackets => _brackets.TryPeek(out var top) && top != OPEN_BRACE;

    /// <summary>The last word lets the statement go on. <c>i++</c> does not: it is a habit from elsewhere, not two operators.</summary>
    private bool GoesOn => LineEnds.GoesOnAfter(_previous!.Type) && !IsIncrement;

    private bool IsIncrement =>
        _previous is { Type: PLUS or MINUS } && _shaped is [.., var first, var second] && second == _previous
        && first.Type == second.Type && first.StopIndex + 1 == second.StartIndex;

    private int Emit(IToken token)
    {
        _shaped.Add(token);
        (_beforePrevious, _previous) = (_previous, token);
        return 0;
    }
}
