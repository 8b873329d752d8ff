using System;
using System.Linq;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary><c>lhs * rhs + acc</c>, rounded once, element by element.</summary>
[Op("vector.fma", Format = "$lhs `,` $rhs `,` $acc attr-dict `:` type($lhs)")]
[Traits(Pure, ElementwiseMappable)]
[AllTypesMatch(nameof(Lhs), nameof(Rhs), nameof(Acc), nameof(Result))]
public sealed partial class VectorFmaOp : Operation
{
    [Operand<VectorOfFloat>] public partial Value Lhs { get; }

    [Operand<VectorOfFloat>] public partial Value Rhs { get; }

    [Operand<VectorOfFloat>] public partial Value Acc { get; }

    [Result<VectorOfFloat>] public partial OpResult Result { get; }
}

/// <summary>The product of two matrices that are kept column by column in flat vectors.</summary>
[Op("vector.matrix_multiply", Format = "$lhs `,` $rhs attr-dict `:` `(` type($lhs) `,` type($rhs) `)` `->` type($res)")]
[Traits(Pure)]
[Holds("lhs operand and result have same element type", nameof(HasElementsOfLhs))]
[Holds("rhs operand and result have same element type", nameof(HasElementsOfRhs))]
public sealed partial class MatrixMultiplyOp : Operation
{
    [Operand<FlatMatrix>] public partial Value Lhs { get; }

    [Operand<FlatMatrix>] public partial Value Rhs { get; }

    [Attr(Name = "lhs_rows")] public partial int LhsRows { get; set; }

    [Attr(Name = "lhs_columns")] public partial int LhsColumns { get; set; }

    [Attr(Name = "rhs_columns")] public partial int RhsColumns { get; set; }

    [Result<FlatMatrix>] public partial OpResult Res { get; }

    private bool HasElementsOfLhs => VectorRules.SameElements(Lhs, Res);

    private bool HasElementsOfRhs => VectorRules.SameElements(Rhs, Res);
}

/// <summary>A matrix, kept column by column in a flat vector, with rows and columns exchanged.</summary>
[Op("vector.flat_transpose", Format = "$matrix attr-dict `:` type($matrix) `->` type($res)")]
[Traits(Pure)]
[Holds("source operand and result have same element type", nameof(HasSameElements))]
public sealed partial class FlatTransposeOp : Operation
{
    [Operand<FlatMatrix>] public partial Value Matrix { get; }

    [Attr] public partial int Rows { get; set; }

    [Attr] public partial int Columns { get; set; }

    [Result<FlatMatrix>] public partial OpResult Res { get; }

    private bool HasSameElements => VectorRules.SameElements(Matrix, Res);
}

/// <summary>
/// The products of each element of one vector with each of another, or with a scalar, joined with the accumulator if there is one.
/// </summary>
[Op("vector.outerproduct")]
[Traits(Pure)]
[Holds("lhs operand and result have same element type", nameof(HasElementsOfLhs))]
[Holds("rhs operand and result have same element type", nameof(HasElementsOfRhs))]
public sealed partial class OuterProductOp : Operation, IMaskable
{
    [Operand<AnyVector>] public partial Value Lhs { get; }

    [Operand<AnyType>] public partial Value Rhs { get; }

    [Operand<AnyVector>] public partial Value? Acc { get; }

    [Attr(Default = "CombiningKind.Add", Summary = "Kind of combining function for contractions and reductions")]
    public partial CombiningKind Kind { get; set; }

    [Result<AnyVector>] public partial OpResult Result { get; }

    public VectorType ResultType => (VectorType)Result.Type;

    public VectorType ExpectedMaskType => (VectorType)ResultType.WithElement(IntegerType.I1);

    public bool SupportsPassthru => false;

    private bool HasElementsOfLhs => VectorRules.SameElements(Lhs, Result);

    private bool HasElementsOfRhs => VectorRules.SameElements(Rhs, Result);

    public static bool Parse(Text.IrParser parser, OperationState state)
    {
        var operands = new System.Collections.Generic.List<Text.UnresolvedOperand>();
        if (!parser.Operands.ParseList(operands) || !parser.ParseOptionalAttrDict(state)
            || !parser.Tokens.Expect(Text.TokenKind.Colon, "expected ':'") || parser.Types.Parse() is not { } lhs
            || !parser.Tokens.Expect(Text.TokenKind.Comma, "expected ','") || parser.Types.Parse() is not { } rhs)
            return false;
        if (operands.Count < 2) return parser.ErrorAtName(state, "expected at least 2 operands");
        if (lhs is not VectorType { Rank: > 0 } left) return parser.ErrorAtName(state, "expected vector type for operand #1");
        if (rhs is VectorType { Rank: 0 }) return parser.ErrorAtName(state, "expected 1-d vector for operand #2");
        var result = VectorType.Of(rhs is VectorType right ? [left.Dims[0], right.Dims[0]] : [left.Dims[0]], left.Element);
        state.ResultTypes.Add(result);
        IrType[] types = operands.Count == 2 ? [lhs, rhs] : [lhs, rhs, result];
        return parser.Operands.Resolve([.. operands.Take(types.Length)], types, state.Operands);
    }

    public override void PrintCustom(Text.IrPrinter printer)
    {
        printer.Space();
        printer.Values(Operands);
        // MLIR has a place for attributes only behind an accumulator.
        if (Acc is not null) printer.AttrDict(this);
        printer.Text(" : ");
        printer.Types([Lhs.Type, Rhs.Type]);
    }

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (left, result) = ((VectorType)Lhs.Type, ResultType);
        if (left.Rank != 1) return Error(diagnostics, "expected 1-d vector for operand #1");
        if (Rhs.Type is VectorType right)
        {
            if (right.Rank != 1) return Error(diagnostics, "expected 1-d vector for operand #2");
            if (result.Rank != 2) return Error(diagnostics, "expected 2-d vector result");
            if (left.Shape[0] != result.Shape[0]) return Error(diagnostics, "expected #1 operand dim to match result dim #1");
            if (right.Shape[0] != result.Shape[1]) return Error(diagnostics, "expected #2 operand dim to match result dim #2");
            if (left.HasScalableDimension && !right.HasScalableDimension)
                return Error(diagnostics, "expected either both or only #2 operand dim to be scalable");
        }
        else
        {
            if (result.Rank != 1) return Error(diagnostics, "expected 1-d vector result");
            if (left.Shape[0] != result.Shape[0]) return Error(diagnostics, "expected #1 operand dim to match result dim #1");
        }

        if (Acc is { } acc && acc.Type != result) return Error(diagnostics, "expected operand #3 of same type as result type");
        return Kind.Supports(result.Element) || Error(diagnostics, "unsupported outerproduct type");
    }
}
