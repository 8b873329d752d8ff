using System.Collections.Generic;
using System.Linq;
using Weft.IR.Text;

namespace Weft.IR;

/// <summary>The syntax of <c>gpu.launch</c>: <c>blocks(%bx, %by, %bz) in (%gx = %a, %gy = %b, %gz = %c) threads(...) in (...)
/// workgroup(%m : memref&lt;...&gt;) private(...) { ... }</c>.</summary>
internal static class LaunchForm
{

    /// <summary><c>(%ids) in (%extents = %sizes)</c>.</summary>
    private sealed class Assignment
    {
        public List<UnresolvedOperand> Ids { get; } = [];

        public List<UnresolvedOperand> Extents { get; } = [];

        public List<UnresolvedOperand> Sizes { get; } = [];
    }

    public static bool Parse(IrParser parser, OperationState state)
    {
        var tokens = parser.Tokens;
        var (token, dependencies) = (new List<IrType>(), new List<UnresolvedOperand>());
        if (!CustomDirectives.ParseAsyncDependencies(parser, state, token, dependencies)) return false;
        state.ResultTypes.AddRange(token);
        var (clusters, blocks, threads) = (new Assignment(), new Assignment(), new Assignment());
        if (tokens.AcceptWord("clusters") && !ParseAssignment(parser, clusters)) return false;
        if (!parser.ExpectWord("blocks") || !ParseAssignment(parser, blocks)) return false;
        if (!parser.ExpectWord("threads") || !ParseAssignment(parser, threads)) return false;
        var size = new List<UnresolvedOperand>();
        if (tokens.AcceptWord("dynamic_shared_memory_size") && !parser.Operands.Parse(size)) return false;
        if (!parser.Operands.Resolve(dependencies, AsyncTokenType.Instance, state.Operands)) return false;
        foreach (var sizes in new[] { blocks.Sizes, threads.Sizes, clusters.Sizes })
            if (!parser.Operands.Resolve(sizes, IndexType.Instance, state.Operands))
                return false;
        if (!parser.Operands.Resolve(size, IntegerType.I32, state.Operands)) return false;

        var arguments = new[] { blocks.Ids, threads.Ids, blocks.Extents, threads.Extents, clusters.Ids, clusters.Extents }
            .SelectMany(names => names).Select(name => Argument(parser, name)).ToList();
        var configuration = arguments.Count;
        if (!AttributionForm.Parse(parser, "workgroup", arguments, null)) return false;
        state.SetAttribute(LaunchOp.WorkgroupAttributionsName, IntegerAttr.I64(arguments.Count - configuration));
        if (!AttributionForm.Parse(parser, "private", arguments, null)) return false;
        if (!parser.ParseRegion(state.AddRegion(), state.Info, arguments) || !parser.ParseOptionalAttrDict(state)) return false;
        var cluster = clusters.Sizes.Count > 0 ? 1 : 0;
        state.SetAttribute(
            SegmentSizes.OfOperands, DenseArrayAttr.I32(dependencies.Count, 1, 1, 1, 1, 1, 1, cluster, cluster, cluster, size.Count));
        return true;
    }

    private static RegionArgument Argument(IrParser parser, UnresolvedOperand name) =>
        new(name.Name, IndexType.Instance, parser.Tokens.LocationAt(name.Position), name.Position);

    private static bool ParseAssignment(IrParser parser, Assignment assignment)
    {
        var tokens = parser.Tokens;
        if (!parser.Operands.ParseParenthesized(assignment.Ids, 3) || !parser.ExpectWord("in")
            || !tokens.Expect(TokenKind.LeftParen, "expected '('")) return false;
        for (var i = 0; i < 3; i++)
            if ((i > 0 && !tokens.Expect(TokenKind.Comma, "expected ','")) || !parser.Operands.Parse(assignment.Extents)
                || !tokens.Expect(TokenKind.Equal, "expected '='") || !parser.Operands.Parse(assignment.Sizes))
                return false;
        return tokens.Expect(TokenKind.RightParen, "expected ')'");
    }

    public static void Print(IrPrinter printer, LaunchOp launch)
    {
        if (launch.AsyncToken is not null)
        {
            printer.Text(" async");
            if (launch.AsyncDependencies.Count > 0)
            {
                printer.Text(" [");
                printer.Values(launch.AsyncDependencies);
                printer.Text("]");
            }
        }

        if (launch.ClusterSizes is { } clusters) Print("clusters", launch.ClusterIds!.Value, launch.ClusterExtents!.Value, clusters);
        Print("blocks", launch.BlockIds, launch.GridExtents, launch.GridSizes);
        Print("threads", launch.ThreadIds, launch.BlockExtents, launch.BlockSizes);
        if (launch.DynamicSharedMemorySize is { } size)
        {
            printer.Text(" dynamic_shared_memory_size ");
            printer.Value(size);
        }

        AttributionForm.Print(printer, "workgroup", launch.WorkgroupAttributions, null);
        AttributionForm.Print(printer, "private", launch.PrivateAttributions, null);
        printer.Space();
        printer.Region(launch.Body, entryArguments: false);
        printer.AttrDict(launch, SegmentSizes.OfOperands, LaunchOp.WorkgroupAttributionsName);

        void Print(string keyword, GridValues ids, GridValues extents, GridValues sizes)
        {
            printer.Space().Text(keyword).Text("(");
            printer.Values(ids.All);
            printer.Text(") in (");
            PrintEqual(extents.X, sizes.X);
            printer.Text(", ");
            PrintEqual(extents.Y, sizes.Y);
            printer.Text(", ");
            PrintEqual(extents.Z, sizes.Z);
            printer.Text(")");
        }

        void PrintEqual(Value extent, Value size)
        {
            printer.Value(extent);
            printer.Text(" = ");
            printer.Value(size);
        }
    }
}
