using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary><c>for i in a..b step -s</c>, which visits a, a - s, ... while above b.</summary>
internal sealed record DownwardLoop(VariableSymbol Index, BoundExpression From, BoundExpression To, BoundExpression Step, Location Location)
{
    private static readonly ScalarType IndexType = new(ElementType.Index);

    /// <summary><c>for i in a..b step -s { ... }</c> -> <c>for k in 0..a - b step s { let i = a - k ... }</c></summary>
    public BoundFor AsUpward(LoopKind kind, BoundBlock body)
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
