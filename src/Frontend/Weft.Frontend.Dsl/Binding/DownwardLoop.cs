using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary><c>for i in a..b step -s</c>, which visits a, a - s, ... while above b.</summary>
internal sealed record DownwardLoop(VariableSymbol Index, BoundExpression From, BoundExpression To, BoundExpression Step, Location Location)
{
    private static readonly ScalarType IndexType = new(ElementType.Index);

    /// <summary>The same loop, counting upward from 0. A start that the loop may change is computed before it.</summary>
    public BoundBlock AsUpward(LoopKind kind, BoundBlock body)
    {
        if (FixedValue.Is(From)) return new([Upward(kind, body)], Location);
        var start = new VariableSymbol(Index.Name + ".from", IndexType, VariableKind.Let, Index.Location);
        var loop = this with { From = new BoundVariable(start, Location) };
        return new([new BoundDeclaration(start, From, Location), loop.Upward(kind, body)], Location);
    }

    // for i in a..b step -s { ... } -> for k in 0..a - b step s { let i = a - k ... }
    private BoundFor Upward(LoopKind kind, BoundBlock body)
    {
        var counter = new VariableSymbol(Index.Name + ".down", IndexType, VariableKind.Index, Index.Location);
        var value = Subtract(From, new BoundVariable(counter, Location));
        var block = body with { Statements = body.Statements.Insert(0, new BoundDeclaration(Index, value, Location)) };
        var size = Constant.Of(ElementType.Index, -((BoundLiteral)Step).Value.Integer);
        return new(counter, Literal(0), Subtract(From, To), new BoundLiteral(size, Location), kind, block, Location);
    }

    private BoundLiteral Literal(int value) => new(Constant.Index(value), Location);

    private BoundBinary Subtract(BoundExpression left, BoundExpression right) =>
        new(BinaryOperator.Subtract, left, right, IndexType, Location);
}
