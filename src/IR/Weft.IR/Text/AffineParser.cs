using System;
using System.Collections.Generic;
using System.Globalization;

namespace Weft.IR.Text;

/// <summary>Reads affine maps, sets and expressions. Methods return null after recording an error.</summary>
public sealed class AffineParser(TokenReader tokens)
{
    private const int MaxDepth = 256;

    // Each operator is a level of the expression.
    private const int MaxOperators = 1024;

    private readonly Dictionary<string, AffineExpr> _names = [];
    private int _dims;
    private int _symbols;
    private int _depth;
    private int _operators;

    /// <summary><c>(d0)[s0] -> (d0 + s0)</c>.</summary>
    public AffineMap? ParseMap()
    {
        var start = tokens.Current.Start;
        if (!ParseSpace()) return null;
        if (tokens.Accept(TokenKind.Arrow)) return ParseMapResults();
        if (tokens.Expect(TokenKind.Colon, "expected '->' or ':'") && ParseSetRows() is not null)
            tokens.ErrorAt(start, "expected AffineMap, but got IntegerSet");
        return null;
    }

    public IntegerSet? ParseSet()
    {
        var start = tokens.Current.Start;
        if (!ParseSpace()) return null;
        if (!tokens.Accept(TokenKind.Arrow)) return tokens.Expect(TokenKind.Colon, "expected '->' or ':'") ? ParseSetRows() : null;
        if (ParseMapResults() is not null) tokens.ErrorAt(start, "expected IntegerSet, but got AffineMap");
        return null;
    }

    /// <summary>An expression in which operands stand for themselves: <c>affine.load %m[%i + 1]</c>.</summary>
    /// <param name="operand">Gives the expression for an SSA name at hand; <c>symbol(%s)</c> asks for a symbol.</param>
    public AffineExpr? ParseExpression(Func<bool, AffineExpr?> operand)
    {
        _operand = operand;
        return ParseWhole();
    }

    private Func<bool, AffineExpr?>? _operand;

    private bool ParseSpace()
    {
        _names.Clear();
        (_dims, _symbols) = (0, 0);
        if (!tokens.Expect(TokenKind.LeftParen, "expected '(' in dimensional identifier list")) return false;
        if (!ParseNames(TokenKind.RightParen, () => AffineExpr.Dim(_dims++))) return false;
        return !tokens.Accept(TokenKind.LeftSquare) || ParseNames(TokenKind.RightSquare, () => AffineExpr.Symbol(_symbols++));
    }

    private bool ParseNames(TokenKind close, Func<AffineExpr> next)
    {
        if (tokens.Accept(close)) return true;
        do
        {
            if (!tokens.Is(TokenKind.Word)) return tokens.ErrorBefore("expected bare identifier");
            var name = tokens.Text(tokens.Current);
            if (_names.ContainsKey(name)) return tokens.Error($"redefinition of identifier '{name}'");
            _names[name] = next();
            tokens.Advance();
        }
        while (tokens.Accept(TokenKind.Comma));
        return tokens.Expect(close, close == TokenKind.RightParen
            ? "expected ')' in dimensional identifier list" : "expected ']' in symbol list");
    }

    private AffineMap? ParseMapResults()
    {
        if (!tokens.Expect(TokenKind.LeftParen, "expected '(' in affine map range")) return null;
        var results = new List<AffineExpr>();
        if (!tokens.Accept(TokenKind.RightParen))
        {
            do
            {
                if (ParseWhole() is not { } expr) return null;
                results.Add(expr);
            }
            while (tokens.Accept(TokenKind.Comma));
            if (!tokens.Expect(TokenKind.RightParen, "expected ')' in affine map range")) return null;
        }

        return new(_dims, _symbols, results.ToSequence());
    }

    private IntegerSet? ParseSetRows()
    {
        if (!tokens.Expect(TokenKind.LeftParen, "expected '(' in integer set constraint list")) return null;
        var rows = new List<AffineConstraint>();
        if (!tokens.Accept(TokenKind.RightParen))
        {
            do
            {
                if (ParseRow() is not { } row) return null;
                rows.Add(row);
            }
            while (tokens.Accept(TokenKind.Comma));
            if (!tokens.Expect(TokenKind.RightParen, "expected ')' in integer set constraint list")) return null;
        }

        // The empty set of rows is written as 0 == 0.
        if (rows.Count == 0) rows.Add(new(AffineExpr.Constant(0), true));
        return new(_dims, _symbols, rows.ToSequence());
    }

    // a >= b, a <= b, a == b; stored as difference against 0
    private AffineConstraint? ParseRow()
    {
        if (ParseWhole() is not { } left) return null;
        var less = tokens.Accept(TokenKind.Less);
        var greater = !less && tokens.Accept(TokenKind.Greater);
        if (!tokens.Accept(TokenKind.Equal) || (!less && !greater && !tokens.Accept(TokenKind.Equal)))
            return tokens.Fail<AffineConstraint?>("expected '== affine-expr' or '>= affine-expr' at end of affine constraint");
        if (ParseWhole() is not { } right) return null;
        return less ? new(right - left, false) : new(left - right, !greater);
    }

    private AffineExpr? ParseWhole()
    {
        _operators = 0;
        return ParseSum();
    }

    private AffineExpr? ParseSum()
    {
        if (++_depth > MaxDepth)
            return Fail("affine expression is nested too deeply");
        var left = ParseProduct();
        while (left is not null && (tokens.Is(TokenKind.Plus) || tokens.Is(TokenKind.Minus)))
        {
            var plus = tokens.Is(TokenKind.Plus);
            if (++_operators > MaxOperators) return FailAt(tokens.Current.Start, "affine expression is too long");
            tokens.Advance();
            left = ParseProduct(afterOperator: true) is { } right ? plus ? left + right : left - right : null;
        }

        _depth--;
        return left;
    }

    private AffineExpr? ParseProduct(bool afterOperator = false)
    {
        var left = ParseAtom(afterOperator);
        var start = tokens.Current.Start;
        for (var kind = AcceptOperator(); left is not null && kind is not null; _operators++)
        {
            if (_operators > MaxOperators) return FailAt(start, "affine expression is too long");
            if (ParseAtom(afterOperator: true) is not { } right) return null;
            var next = tokens.Current.Start;
            var following = AcceptOperator();
            // As in MLIR, a mistake is where the next operator is, if there is one.
            left = Combine(kind.Value, left, right, following is null ? start : next);
            (kind, start) = (following, next);
        }

        return left;
    }

    private AffineKind? AcceptOperator() =>
        tokens.Accept(TokenKind.Star) ? AffineKind.Mul
        : tokens.AcceptWord("floordiv") ? AffineKind.FloorDiv
        : tokens.AcceptWord("ceildiv") ? AffineKind.CeilDiv
        : tokens.AcceptWord("mod") ? AffineKind.Mod : null;

    private AffineExpr? Combine(AffineKind kind, AffineExpr left, AffineExpr right, int position)
    {
        if (kind == AffineKind.Mul)
            return left.IsSymbolicOrConstant || right.IsSymbolicOrConstant ? left * right : FailAt(
                position, "non-affine expression: at least one of the multiply operands has to be either a constant or symbolic");
        return right.IsSymbolicOrConstant ? AffineSimplifier.Combine(kind, left, right) : FailAt(
            position, $"non-affine expression: right operand of {WordOf(kind)} has to be either a constant or symbolic");
    }

    private AffineExpr? ParseAtom(bool afterOperator = false)
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Integer:
                if (NumberText.ParseInt64(tokens.Text(token)) is not { } value) return Fail("constant too large for index");
                tokens.Advance();
                return AffineExpr.Constant(value);
            case TokenKind.Minus:
                tokens.Advance();
                if (++_depth > MaxDepth) return FailAt(token.Start, "affine expression is nested too deeply");
                var operand = ParseAtom(afterOperator);
                _depth--;
                return operand is null ? Fail("missing operand of negation") : -operand;
            case TokenKind.LeftParen:
                tokens.Advance();
                if (tokens.Is(TokenKind.RightParen)) return Fail("no expression inside parentheses");
                return ParseSum() is { } inner && tokens.Expect(TokenKind.RightParen, "expected ')'") ? inner : null;
            case TokenKind.Percent when _operand is not null:
                return _operand(false);
            case TokenKind.Word when tokens.IsWord("symbol"):
                tokens.Advance();
                if (!tokens.Expect(TokenKind.LeftParen, "expected '(' at start of SSA symbol")) return null;
                if (_operand is null) return FailBefore("unexpected ssa identifier");
                if (!tokens.Is(TokenKind.Percent)) return FailBefore("expected ssa identifier");
                return _operand(true) is { } symbol
                    && tokens.Expect(TokenKind.RightParen, "expected ')' at end of SSA symbol") ? symbol : null;
            case TokenKind.Plus or TokenKind.Star when !afterOperator:
                return Fail("missing left operand of binary operator");
            case TokenKind.Percent:
                return FailBefore("unexpected ssa identifier");
            case TokenKind.Word:
                if (!_names.TryGetValue(tokens.Text(token), out var named)) return FailBefore("use of undeclared identifier");
                tokens.Advance();
                return named;
            default:
                return Fail(afterOperator ? "missing right operand of binary operator" : "expected affine expression");
        }
    }

    private AffineExpr? Fail(string message) => tokens.Fail<AffineExpr>(message);

    private AffineExpr? FailBefore(string message) => tokens.FailBefore<AffineExpr>(message);

    private AffineExpr? FailAt(int position, string message) => tokens.FailAt<AffineExpr>(position, message);

    private static string WordOf(AffineKind kind) => kind switch
    {
        AffineKind.FloorDiv => "floordiv",
        AffineKind.CeilDiv => "ceildiv",
        _ => "mod",
    };
}
