using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Weft.IR;

/// <summary>An operand of a named operation.</summary>
/// <param name="Subscripts">Over the loops; the symbols are the strides and dilations of windows, in turn.</param>
public sealed record NamedOperand(string Name, Sequence<AffineExpr> Subscripts);

/// <summary>A named operation, as its row in <see cref="NamedOpTable"/> says.</summary>
public sealed class NamedOpDefinition
{
    /// <param name="summary">The row without the name.</param>
    /// <param name="functions">The attributes that say a function: <c>cast</c>, <c>fun</c>.</param>
    /// <param name="windows">How many entries <c>strides</c> and <c>dilations</c> have; 0 when there are no such attributes.</param>
    internal NamedOpDefinition(
        string name, bool isElementwise, Sequence<string> loops, Sequence<NamedOperand> operands, ScalarExpr body,
        ImmutableArray<string> functions, int windows, string summary)
    {
        (IsElementwise, Loops, Operands, Body, Windows) = (isElementwise, loops, operands, body, windows);
        Attributes = windows > 0
            ? [NamedOpAttribute.Window("strides", windows), NamedOpAttribute.Window("dilations", windows)]
            : [.. functions.Select(function => NamedOpAttribute.Function(function, isBinary: operands.Count == 3))];
        Info = new OpInfo($"linalg.{name}", state => new NamedStructuredOp(state, this))
        {
            Traits = OpTraits.SingleBlock | OpTraits.AttrSizedOperandSegments,
            Properties = [.. Attributes.Select(attribute => attribute.Name), SegmentSizes.OfOperands],
            Parse = (parser, state) => StructuredForm.ParseNamed(parser, state, this),
            Summary = summary,
            Declare = () => new(
                [new("inputs", new AnyType(), Arity.Variadic), new("outputs", new AnyShaped(), Arity.Variadic)],
                [new("result_tensors", new AnyRankedTensor(), Arity.Variadic)],
                [.. Attributes.Select(attribute => attribute.Declaration)],
                [new("region", 0, IsVariadic: false)], []),
        };
    }

    public OpInfo Info { get; }

    /// <summary>The loops are the output's dimensions, whatever its rank.</summary>
    public bool IsElementwise { get; }

    public Sequence<string> Loops { get; }

    /// <summary>The inputs, and behind them the output.</summary>
    public Sequence<NamedOperand> Operands { get; }

    public ScalarExpr Body { get; }

    public int Windows { get; }

    public ImmutableArray<NamedOpAttribute> Attributes { get; }

    /// <summary>The maps of an operation that is not elementwise.</summary>
    public Sequence<AffineMap> IndexingMaps(IReadOnlyList<long> strides, IReadOnlyList<long> dilations)
    {
        var symbols = new AffineExpr[2 * Windows];
        for (var i = 0; i < Windows; i++)
            (symbols[2 * i], symbols[(2 * i) + 1]) = (AffineExpr.Constant(strides[i]), AffineExpr.Constant(dilations[i]));
        return Operands.Select(
            operand => new AffineMap(Loops.Count, 0, operand.Subscripts.Select(subscript => subscript.Replace([], symbols))));
    }

    /// <summary>The iterators of an operation that is not elementwise.</summary>
    public Sequence<IteratorType> IteratorTypes
    {
        get
        {
            var types = new IteratorType[Loops.Count];
            for (var i = 0; i < types.Length; i++)
                types[i] = Operands[Operands.Count - 1].Subscripts.Contains(AffineExpr.Dim(i))
                    ? IteratorType.Parallel : IteratorType.Reduction;
            return new(types);
        }
    }
}
