using System.Collections.Frozen;
using Weft.IR;

namespace Weft.Backends;

/// <summary>What an operation means: how it is made ready to run, or how control passes it.</summary>
internal abstract record OpSemantics
{
    private OpSemantics() { }

    /// <summary>Every class of operations, or the family that it derives from.</summary>
    private static readonly FrozenDictionary<Type, OpSemantics> Table = ((SemanticsRow[])
        [
            .. GpuLaunchSemantics.Rows, .. GpuThreadSemantics.Rows, .. GpuReductionSemantics.Rows, .. GpuMemorySemantics.Rows,
            .. GpuMatrixSemantics.Rows,
            .. BuiltinSemantics.Rows, .. UbSemantics.Rows, .. FuncSemantics.Rows, .. ArithSemantics.Rows, .. CastSemantics.Rows,
            .. MathSemantics.Rows,
            .. CfSemantics.Rows, .. ScfSemantics.Rows, .. ForallSemantics.Rows, .. MemRefSemantics.Rows, .. MemRefViewSemantics.Rows,
            .. AtomicSemantics.Rows, .. TensorSemantics.Rows, .. LinalgSemantics.Rows,
            .. AffineSemantics.Rows,
            .. WorkflowSemantics.Rows,
            .. VectorSemantics.Rows,
        ])
        .ToFrozenDictionary(row => row.Operation, row => row.Semantics);

    /// <summary>Runs and goes on behind.</summary>
    public sealed record Step(Func<Operation, Preparation, Handler> Prepare) : OpSemantics;

    /// <summary>Ends a block and chooses the successor to go on with.</summary>
    public sealed record Branch(Func<Operation, Preparation, Func<Frame, int>> Prepare) : OpSemantics;

    /// <summary>Ends a region; its operands are the region's values, which the enclosing operation gives a meaning.</summary>
    public sealed record Exit : OpSemantics;

    /// <summary>Is there to be referred to; does nothing where it stands.</summary>
    public sealed record Declaration : OpSemantics;

    public static OpSemantics? Of(Operation op)
    {
        for (var type = op.GetType(); type is not null; type = type.BaseType)
            if (Table.TryGetValue(type, out var semantics))
                return semantics;
        return null;
    }
}

/// <summary>A row of the table: a class of operations, or a family, and what it means.</summary>
internal readonly record struct SemanticsRow(Type Operation, OpSemantics Semantics)
{
    public static SemanticsRow Step<TOp>(Func<TOp, Preparation, Handler> prepare) where TOp : Operation =>
        new(typeof(TOp), new OpSemantics.Step((op, preparation) => prepare((TOp)op, preparation)));

    public static SemanticsRow Branch<TOp>(Func<TOp, Preparation, Func<Frame, int>> prepare) where TOp : Operation =>
        new(typeof(TOp), new OpSemantics.Branch((op, preparation) => prepare((TOp)op, preparation)));

    public static SemanticsRow Exit<TOp>() where TOp : Operation => new(typeof(TOp), new OpSemantics.Exit());

    public static SemanticsRow Declaration<TOp>() where TOp : Operation => new(typeof(TOp), new OpSemantics.Declaration());
}
