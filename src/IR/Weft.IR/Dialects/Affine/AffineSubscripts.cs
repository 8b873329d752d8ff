using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>Reads expressions over values, <c>%i + symbol(%n) * 2</c>: each value becomes an input of a map when it is first met.</summary>
internal sealed class AffineSubscripts(IrParser parser)
{
    private readonly Dictionary<(string Name, int Number), AffineExpr> _inputs = [];

    public List<UnresolvedOperand> Dims { get; } = [];

    public List<UnresolvedOperand> Symbols { get; } = [];

    public IEnumerable<UnresolvedOperand> Operands => Dims.Concat(Symbols);

    public AffineExpr? ParseExpr() => new AffineParser(parser.Tokens).ParseExpression(Input);

    /// <summary>Expressions in brackets.</summary>
    public AffineMap? ParseMap(TokenKind open, TokenKind close)
    {
        var (tokens, square) = (parser.Tokens, open == TokenKind.LeftSquare);
        if (!tokens.Expect(open, square ? "expected '[' in affine map" : "expected '('")) return null;
        var results = new List<AffineExpr>();
        if (!tokens.Accept(close))
        {
            do
            {
                if (ParseExpr() is not { } expr) return null;
                results.Add(expr);
            }
            while (tokens.Accept(TokenKind.Comma));
            if (!tokens.Expect(close, square ? "expected ']' in affine map" : "expected ')'")) return null;
        }

        return new(Dims.Count, Symbols.Count, results.ToSequence());
    }

    private AffineExpr? Input(bool isSymbol)
    {
        if (parser.Operands.Parse() is not { } operand) return null;
        if (_inputs.TryGetValue((operand.Name, operand.Number), out var known)) return known;
        var list = isSymbol ? Symbols : Dims;
        var input = isSymbol ? AffineExpr.Symbol(list.Count) : AffineExpr.Dim(list.Count);
        list.Add(operand);
        return _inputs[(operand.Name, operand.Number)] = input;
    }
}
