using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>
/// Runs a region in one lane of a warp. Vectors outside are spread over the lanes: each has a part of what the region sees as a whole;
/// other values come from lane 0, and go to all.
/// </summary>
[Op("vector.warp_execute_on_lane_0")]
[Traits(SingleBlock, RecursiveMemoryEffects)]
[ImplicitTerminator<VectorYieldOp>]
public sealed partial class WarpExecuteOnLane0Op : Operation, IRegionBranch
{
    [Operand<Index>] public partial Value Laneid { get; }

    [Attr(Name = "warp_size")] public partial long WarpSize { get; set; }

    [Operand<AnyType>] public partial OperandRange Args { get; }

    [Result<AnyType>(Name = "results")] public partial ResultRange Values { get; }

    [Region(Blocks = 1)] public partial Region WarpRegion { get; }

    public IEnumerable<RegionSuccessor> EntrySuccessors(IReadOnlyList<Attribute?> constants) => [new(WarpRegion, [])];

    public IEnumerable<RegionSuccessor> ExitSuccessors(Region from) => [new(null, [])];

    public OperandRange EntryOperands(Region? to) => default;

    // (%laneid)[32] args(%x : type) -> (types) {...}
    public static bool Parse(IrParser parser, OperationState state)
    {
        var tokens = parser.Tokens;
        if (!tokens.Expect(TokenKind.LeftParen, "expected '('") || parser.Operands.Parse() is not { } lane
            || !tokens.Expect(TokenKind.RightParen, "expected ')'") || !tokens.Expect(TokenKind.LeftSquare, "expected '['")
            || IndexListForm.ParseNumber(parser) is not { } size
            || !tokens.Expect(TokenKind.RightSquare, "expected ']'")
            || !parser.Operands.Resolve(lane, IndexType.Instance, state.Operands) || !ParseArguments(parser, state))
            return false;
        state.SetAttribute("warp_size", IntegerAttr.I64(size));
        if (tokens.Accept(TokenKind.Arrow))
        {
            if (parser.Types.ParseFunctionResults() is not { } results) return false;
            state.ResultTypes.AddRange(results);
        }

        return parser.ParseRegion(state.AddRegion(), state.Info) && parser.ParseOptionalAttrDict(state);
    }

    private static bool ParseArguments(IrParser parser, OperationState state)
    {
        if (!parser.Tokens.AcceptWord("args")) return true;
        var operands = new List<UnresolvedOperand>();
        return parser.Tokens.Expect(TokenKind.LeftParen, "expected '('") && parser.Operands.ParseList(operands)
            && parser.Tokens.Expect(TokenKind.Colon, "expected ':'") && parser.Types.ParseList() is { } types
            && parser.Tokens.Expect(TokenKind.RightParen, "expected ')'") && parser.Operands.Resolve(operands, types, state.Operands);
    }

    public override void PrintCustom(IrPrinter printer)
    {
        printer.Text("(");
        printer.Value(Laneid);
        printer.Text($")[{WarpSize}]");
        if (Args.Count > 0)
        {
            printer.Text(" args(");
            printer.Values(Args);
            printer.Text(" : ");
            printer.Types(Args.Types);
            printer.Text(")");
        }

        if (Values.Count > 0)
        {
            printer.Text(" -> (");
            printer.Types(Values.Types);
            printer.Text(")");
        }

        printer.Space();
        printer.Region(WarpRegion, terminators: Values.Count > 0);
        printer.AttrDict(this, "warp_size");
    }

    private bool Verify(DiagnosticBag diagnostics)
    {
        var arguments = WarpRegion.Entry.Arguments;
        if (Args.Count != arguments.Count) return Error(diagnostics, "expected same number op arguments and block arguments.");
        var yielded = WarpRegion.Entry.Last!.Operands;
        if (yielded.Count != Values.Count) return Error(diagnostics, "expected same number of yield operands and return values.");
        return arguments.Zip(Args, (whole, part) => (whole.Type, part.Type))
            .Concat(yielded.Zip(Values, (whole, part) => (whole.Type, part.Type)))
            .All(pair => VerifyDistributed(pair.Item1, pair.Item2, diagnostics));
    }

    // The extents of a lane's part, multiplied by the number of lanes, give those of the whole.
    private bool VerifyDistributed(IrType whole, IrType part, DiagnosticBag diagnostics)
    {
        if (whole == part) return true;
        if (whole is not VectorType expanded || part is not VectorType distributed)
            return Error(diagnostics, "expected vector type for distributed operands.");
        if (expanded.Rank != distributed.Rank || expanded.Element != distributed.Element)
            return Error(diagnostics, "expected distributed vectors to have same rank and element type.");
        var lanes = 1L;
        for (var i = 0; i < expanded.Rank; i++)
        {
            var (all, one) = (expanded.Shape[i], distributed.Shape[i]);
            if (all % one != 0)
                return Error(
                    diagnostics,
                    $"expected expanded vector dimension #{i} ({all}) to be a multipler of the distributed vector dimension ({one})");
            lanes *= all / one;
        }

        return lanes == WarpSize
            || Error(
                diagnostics,
                $"incompatible distribution dimensions from '{expanded}' to '{distributed}' with warp size = {WarpSize}");
    }
}
