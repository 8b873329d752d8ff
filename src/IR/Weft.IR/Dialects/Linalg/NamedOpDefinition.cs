using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Weft.IR;

/// <summary>An operand of a named operation.</summary>
/// <param name="Subscripts">Over the loops; the symbols are the strides and dilations of windows, in turn.</param>
public sealed record NamedOperand(string Name, Sequence<AffineExpr> Subscripts);

/// <summary>What a row of <see cref="NamedOpTable"/> says.</summary>
/// <param name="Windows">How many entries <c>strides</c> and <c>dilations</c> have; 0 when there are no such attributes.</param>
internal sealed record NamedOpRow(
    bool IsElementwise, Sequence<string> Loops, Sequence<NamedOperand> Operands, ScalarExpr Body, int Windows);

/// <summary>A named operation, as its row in <see cref="NamedOpTable"/> says. A row is read when it is needed: few ever are.</summary>
public sealed class NamedOpDefinition
{
    private readonly Lazy<NamedOpRow> _row;
    private readonly Lazy<ImmutableArray<NamedOpAttribute>> _attributes;

    internal NamedOpDefinition(string row)
    {
        _row = new(() => NamedOpReader.Read(row));
        string[] attributes = [.. NamedOpReader.AttributesOf(row)];
        _attributes = new(() => [.. attributes.Select(attribute => Windows > 0
            ? NamedOpAttribute.Window(attribute, Windows)
            : NamedOpAttribute.Function(attribute, isBinary: Operands.Count == 3))]);
        var name = NamedOpReader.NameOf(row);
        Info = new OpInfo($"linalg.{name}", state => new NamedStructuredOp(state, this))
        {
            Traits = OpTraits.SingleBlock | OpTraits.AttrSizedOperandSegments,
            Properties = [.. attributes, SegmentSizes.OfOperands],
            Parse = (parser, state) => StructuredForm.ParseNamed(parser, state, this),
            Summary = string.Join(" ", row.Substring(name.Length).Split(' ').Where(word => word.Length > 0)),
            Declare = () => new(
                [new("inputs", new AnyType(), Arity.Variadic), new("outputs", new AnyShaped(), Arity.Variadic)],
                [new("result_tensors", new AnyRankedTensor(), Arity.Variadic)],
                [.. Attributes.Select(attribute => attribute.Declaration)],
                [new("region", 0, IsVariadic: false)], []),
        };
    }

    public OpInfo Info { get; }

    /// <summary>The loops are the output's dimensions, whatever its rank.</summary>
    public bool IsElementwise => _row.Value.IsElementwise;

    public Sequence<string> Loops => _row.Value.Loops;

    /// <summary>The inputs, and behind them the output.</summary>
    public Sequence<NamedOperand> Operands => _row.Value.Operands;

    public ScalarExpr Body => _row.Value.Body;

    /// <summary>How many entries <c>strides</c> and <c>dilations</c> have; 0 when there are no such attributes.</summary>
    public int Windows => _row.Value.Windows;

    public ImmutableArray<NamedOpAttribute> Attributes => _attributes.Value;

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
