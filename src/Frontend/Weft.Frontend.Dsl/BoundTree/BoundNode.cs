using Weft.Frontend.Dsl.Symbols;
using Weft.IR;

namespace Weft.Frontend.Dsl.BoundTree;

/// <summary>A piece of a program whose names and types are resolved. Everything here is checked: a lowering never fails on it.</summary>
public abstract record BoundNode(Location Location);

public abstract record BoundExpression(WeftType Type, Location Location) : BoundNode(Location);

public abstract record BoundStatement(Location Location) : BoundNode(Location);

public static class BoundExpressions
{
    extension(BoundExpression expression)
    {
        /// <summary>The type of a scalar expression. No member of the record, whose text may be asked for arrays too.</summary>
        public ElementType Kind => ((ScalarType)expression.Type).Kind;
    }
}
