using System;
using System.Linq;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>All threads of a block wait until all have come here; what they wrote before, all see after.</summary>
[Op("gpu.barrier", Format = "attr-dict")]
public sealed partial class BarrierOp : Operation;

/// <summary>The values of all threads of a block as one, which every thread gets: by a named operation, or by a region of two
/// arguments.</summary>
[Op("gpu.all_reduce", Format = "custom<AllReduceOperation>($op) $value (`uniform` $uniform^)? $body attr-dict "
    + "`:` functional-type(operands, results)")]
[Traits(SameOperandsAndResultType, IsolatedFromAbove)]
public sealed partial class AllReduceOp : Operation, IUniformReduction, IVerifyRegions, IFold
{
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => GpuReductions.MakeUniform(this);

    [Operand<AnyIntegerOrFloat>] public partial Value Value { get; }

    [Attr(Summary = GpuReductions.Summary)] public partial AllReduceOperation? Op { get; set; }

    [Attr] public partial bool Uniform { get; set; }

    [Result<AnyIntegerOrFloat>] public partial OpResult Result { get; }

    [Region] public partial Region Body { get; }

    public bool VerifyRegions(DiagnosticBag diagnostics)
    {
        if (Body.IsEmpty != Op is not null) return Fail("expected either an op attribute or a non-empty body");
        if (Op is { } operation) return GpuReductions.Verify(this, operation, Result.Type, diagnostics);
        var arguments = Body.Entry.Arguments;
        if (arguments.Count != 2) return Fail("expected two region arguments");
        if (arguments.Any(argument => argument.Type != Result.Type)) return Fail("incorrect region argument type");
        var yields = Body.Blocks.Select(block => block.Last).OfType<GpuYieldOp>().ToList();
        if (yields.Any(yield => yield.Values.Count != 1)) return Fail("expected one gpu.yield operand");
        if (yields.Any(yield => yield.Values[0].Type != Result.Type)) return Fail("incorrect gpu.yield type");
        return yields.Count > 0 || Fail("expected gpu.yield op in region");

        bool Fail(string message) => ErrorAsIs(diagnostics, message);
    }
}

/// <summary>The values of all threads of a subgroup as one, which every thread gets; vectors element by element.</summary>
[Op("gpu.subgroup_reduce", Format = "custom<AllReduceOperation>($op) $value (`uniform` $uniform^)? attr-dict "
    + "`:` functional-type(operands, results)")]
[Traits(SameOperandsAndResultType)]
public sealed partial class SubgroupReduceOp : Operation, IUniformReduction, IFold
{
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => GpuReductions.MakeUniform(this);

    [Operand<AnyIntegerOrFloatOr1DVector>] public partial Value Value { get; }

    [Attr(Summary = GpuReductions.Summary)] public partial AllReduceOperation Op { get; set; }

    [Attr] public partial bool Uniform { get; set; }

    [Result<AnyIntegerOrFloatOr1DVector>] public partial OpResult Result { get; }

    private bool Verify(DiagnosticBag diagnostics) => Result.Type is VectorType { HasScalableDimension: true }
        ? Error(diagnostics, "is not compatible with scalable vector types")
        : GpuReductions.Verify(this, Op, Result.Type, diagnostics);
}

/// <summary>The value of another thread of the subgroup, and whether that thread is among the first <c>width</c>. Undefined where it is
/// not.</summary>
[Op("gpu.shuffle", Format = "$mode $value `,` $offset `,` $width attr-dict `:` type($value)")]
[Traits(Pure)]
[AllTypesMatch(nameof(Value), nameof(ShuffleResult))]
public sealed partial class GpuShuffleOp : Operation
{
    [Operand<I32I64F32OrF64>] public partial Value Value { get; }

    [Operand<I32>] public partial Value Offset { get; }

    [Operand<I32>] public partial Value Width { get; }

    [Attr(Summary = "Indexing modes supported by gpu.shuffle.")] public partial GpuShuffleMode Mode { get; set; }

    [Result<I32I64F32OrF64>] public partial OpResult ShuffleResult { get; }

    [Result<I1>] public partial OpResult Valid { get; }
}

/// <summary>Gives the value of a region of <c>gpu.all_reduce</c>.</summary>
[Op("gpu.yield", Format = "attr-dict ($values^ `:` type($values))?")]
[Traits(Pure, ReturnLike, IsTerminator)]
public sealed partial class GpuYieldOp : Operation
{
    [Operand<AnyType>] public partial OperandRange Values { get; }
}

/// <summary>An operation on the values of several threads that may promise that all of them come to it.</summary>
public interface IUniformReduction
{
    bool Uniform { get; set; }
}

internal static class GpuReductions
{
    public const string Summary = "built-in reduction operations supported by gpu.allreduce.";

    public static bool Verify(Operation op, AllReduceOperation operation, IrType type, DiagnosticBag diagnostics)
    {
        var element = TypeRules.ElementOf(type);
        var fits = operation switch
        {
            AllReduceOperation.Add or AllReduceOperation.Mul => true,
            AllReduceOperation.MinNumF or AllReduceOperation.MaxNumF or AllReduceOperation.MinimumF or AllReduceOperation.MaximumF =>
                element is FloatType,
            _ => element is IntegerType,
        };
        return fits || op.ErrorAsIs(
            diagnostics, $"`{operation.Keyword()}` reduction operation is not compatible with type '{type}'");
    }

    // In the launch's first block nothing has parted the threads: all of them come there.
    public static FoldResult MakeUniform<T>(T op) where T : Operation, IUniformReduction
    {
        if (op.Uniform || op.ParentOp is not LaunchOp launch || op.Parent != launch.Body.Entry) return default;
        op.Uniform = true;
        return FoldResult.InPlace;
    }
}
