using Weft.IR;

namespace Weft.Passes;

/// <summary>Makes the arithmetic that takes the place of an operation, before it.</summary>
/// <param name="type">The type of its numbers.</param>
internal readonly struct Expansion(Builder builder, IrType type)
{
    public Expansion(Operation op) : this(Builder.At(op), op.Results[0].Type) { }

    public Value Add(Operation part) => builder.Add(part);

    /// <summary>A number in all elements.</summary>
    public Value Constant(long value) => Constant(value, type);

    public Value Constant(long value, IrType type) => Constant(new IntegerAttr(value, TypeRules.ElementOf(type)), type);

    public Value Constant(TypedAttribute number, IrType type) =>
        builder.Add(new ConstantOp(type is ShapedType shaped ? DenseElementsAttr.Splat(number, shaped) : number));

    public Value Compare(CmpIPredicate predicate, Value a, Value b) => builder.Add(new CmpIOp(predicate, a, b));

    public Value Select(Value condition, Value then, Value otherwise) => builder.Add(new SelectOp(condition, then, otherwise));
}
