using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>The syntax of the transfers. The map is left out where it is the usual one, <c>in_bounds</c> where no dimension is.</summary>
internal static class TransferForm
{
    private const string PermutationMap = "permutation_map";
    private const string InBounds = "in_bounds";

    // %source[%i, %j], %padding, %mask {attributes} : source, vector
    public static bool ParseRead(IrParser parser, OperationState state)
    {
        var (source, indices, padding) = (new List<UnresolvedOperand>(), new List<UnresolvedOperand>(), new List<UnresolvedOperand>());
        if (!parser.Operands.Parse(source) || !parser.Operands.ParseSquare(indices)
            || !parser.Tokens.Expect(TokenKind.Comma, "expected ','") || !parser.Operands.Parse(padding)
            || ParseTail(parser, state, vectorFirst: false) is not { } tail)
            return false;
        state.ResultTypes.Add(tail.Vector);
        return parser.Operands.Resolve(source, tail.Source, state.Operands)
            && parser.Operands.Resolve(indices, IndexType.Instance, state.Operands)
            && parser.Operands.Resolve(padding, tail.Source.Element, state.Operands)
            && ResolveMask(parser, state, tail)
            && SetSegments(state, 1, indices.Count, 1, tail.Mask.Count);
    }

    // %vector, %source[%i, %j], %mask {attributes} : vector, source
    public static bool ParseWrite(IrParser parser, OperationState state)
    {
        var (vector, source, indices) = (new List<UnresolvedOperand>(), new List<UnresolvedOperand>(), new List<UnresolvedOperand>());
        if (!parser.Operands.Parse(vector) || !parser.Tokens.Expect(TokenKind.Comma, "expected ','")
            || !parser.Operands.Parse(source) || !parser.Operands.ParseSquare(indices)
            || ParseTail(parser, state, vectorFirst: true) is not { } tail)
            return false;
        if (tail.Source is RankedTensorType) state.ResultTypes.Add(tail.Source);
        return parser.Operands.Resolve(vector, tail.Vector, state.Operands)
            && parser.Operands.Resolve(source, tail.Source, state.Operands)
            && parser.Operands.Resolve(indices, IndexType.Instance, state.Operands)
            && ResolveMask(parser, state, tail)
            && SetSegments(state, 1, 1, indices.Count, tail.Mask.Count);
    }

    public static void PrintAttributes<T>(IrPrinter printer, T op) where T : Operation, IVectorTransfer => printer.AttrDict(
        op, SegmentSizes.OfOperands, op.PermutationMap.Map.IsMinorIdentity ? PermutationMap : "",
        op.InBounds.Bools.Contains(true) ? "" : InBounds);

    // The optional mask, attributes and types, with what may be left out put in.
    private static Tail? ParseTail(IrParser parser, OperationState state, bool vectorFirst)
    {
        var mask = new List<UnresolvedOperand>();
        if (parser.Tokens.Accept(TokenKind.Comma) && !parser.Operands.Parse(mask)) return null;
        if (!parser.ParseOptionalAttrDict(state)) return null;
        var typesStart = parser.Tokens.Current.Start;
        if (!parser.Tokens.Expect(TokenKind.Colon, "expected ':'") || parser.Types.ParseList() is not { } types) return null;
        if (types.Count != 2) return Refuse("requires two types");
        var (vector, source) = vectorFirst ? (types[0], types[1]) : (types[1], types[0]);
        if (vectorFirst && vector is not VectorType) return Refuse("requires vector type");
        if (source is not (MemRefType or RankedTensorType)) return Refuse("requires memref or ranked tensor type");
        if (vector is not VectorType vectorType) return Refuse("requires vector type");
        var (mapIndex, boundsIndex) = (state.Info.PropertyIndex(PermutationMap), state.Info.PropertyIndex(InBounds));
        state.Properties[mapIndex] ??= new AffineMapAttr(TransferRules.DefaultMap((ShapedType)source, vectorType));
        if (state.Properties[mapIndex] is not AffineMapAttr { Map: var map }) return Refuse("requires an affine map");
        state.Properties[boundsIndex] ??= ArrayAttr.Bool(Enumerable.Repeat(false, map.Results.Count));
        return new(vectorType, (ShapedType)source, map, mask, typesStart);

        Tail? Refuse(string message)
        {
            parser.ErrorAt(typesStart, message);
            return null;
        }
    }

    // Its type follows from the vector's and the map.
    private static bool ResolveMask(IrParser parser, OperationState state, Tail tail)
    {
        if (tail.Mask.Count == 0) return true;
        if (tail.Source.Element is VectorType)
            return parser.ErrorAt(tail.Mask[0].Position, "does not support masks with vector element type");
        if (tail.Vector.Rank != tail.Map.Results.Count)
            return parser.ErrorAt(
                tail.TypesStart, "expected the same rank for the vector and the results of the permutation map");
        return parser.Operands.Resolve(tail.Mask, TransferRules.MaskType(tail.Vector, tail.Map), state.Operands);
    }

    private static bool SetSegments(OperationState state, params int[] counts)
    {
        state.Properties[state.Info.PropertyIndex(SegmentSizes.OfOperands)] = DenseArrayAttr.I32([.. counts.Select(c => (long)c)]);
        return true;
    }

    private sealed record Tail(
        VectorType Vector, ShapedType Source, AffineMap Map, IReadOnlyList<UnresolvedOperand> Mask, int TypesStart);
}
