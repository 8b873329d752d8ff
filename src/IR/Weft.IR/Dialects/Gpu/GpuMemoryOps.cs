using System;
using System.Collections.Generic;
using System.Linq;
using static Weft.IR.OpTraits;

namespace Weft.IR;

/// <summary>An operation that others can wait for, and that waits for others itself. With a token as result it may still run when
/// control goes on.</summary>
public interface IAsyncOp
{
    OperandRange AsyncDependencies { get; }

    OpResult? AsyncToken { get; }
}

/// <summary>Waits for tokens; with a result it gives one that stands for all of them.</summary>
[Op("gpu.wait", Format = GpuForms.Async + "attr-dict")]
public sealed partial class WaitOp : Operation, IAsyncOp
{
    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

/// <summary>Makes memory on the device, as <c>memref.alloc</c> does on the host.</summary>
[Op("gpu.alloc", Format = GpuForms.Async + "(` ` `host_shared` $hostShared^)? ` ` `(` $dynamicSizes `)` (`` `[` $symbolOperands^ "
    + "`]`)? attr-dict `:` type($memref)")]
[Traits(AttrSizedOperandSegments)]
public sealed partial class GpuAllocOp : Operation, IAsyncOp, IHasValueEffects
{
    public MemoryEffects Effects => MemoryEffects.Allocate;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Allocate, Memref)];

    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Operand<Index>] public partial OperandRange DynamicSizes { get; }

    [Operand<Index>] public partial OperandRange SymbolOperands { get; }

    [Attr] public partial bool HostShared { get; set; }

    [Result<AnyMemRef>] public partial OpResult Memref { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }

    private bool Verify(DiagnosticBag diagnostics)
    {
        var type = (MemRefType)Memref.Type;
        if (DynamicSizes.Count != type.DynamicCount)
            return Error(diagnostics, "dimension operand count does not equal memref dynamic dimension count");
        var symbols = type.Layout switch
        {
            AffineMapAttr { Map: var map } => map.SymbolCount,
            StridedLayoutAttr strided => strided.Strides.Append(strided.Offset).Count(s => s == ShapedType.Dynamic),
            _ => 0,
        };
        return SymbolOperands.Count == symbols || Error(diagnostics, "symbol operand count does not equal memref symbol count");
    }
}

/// <summary>Ends the life of memory from <c>gpu.alloc</c>.</summary>
[Op("gpu.dealloc", Format = GpuForms.Async + "$memref attr-dict `:` type($memref)")]
public sealed partial class GpuDeallocOp : Operation, IAsyncOp, IHasValueEffects
{
    public MemoryEffects Effects => MemoryEffects.Free;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Free, Memref)];

    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Operand<AnyMemRef>] public partial Value Memref { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }
}

/// <summary>Copies all elements, between host and device or on one of them.</summary>
[Op("gpu.memcpy", Format = GpuForms.Async + "$dst `,` $src `:` type($dst) `,` type($src) attr-dict")]
public sealed partial class MemcpyOp : Operation, IAsyncOp, IHasValueEffects, IFold
{
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => GpuCasts.Skip(this);

    public MemoryEffects Effects => MemoryEffects.Read | MemoryEffects.Write;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Write, Dst), new(MemoryEffects.Read, Src)];

    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Operand<AnyMemRef>] public partial Value Dst { get; }

    [Operand<AnyMemRef>] public partial Value Src { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }

    private bool Verify(DiagnosticBag diagnostics)
    {
        var (from, to) = ((MemRefType)Src.Type, (MemRefType)Dst.Type);
        if (from.Element != to.Element) return Error(diagnostics, "arguments have incompatible element type");
        return TraitVerifier.ExtentsAgree(from.Shape, to.Shape) || Error(diagnostics, "arguments have incompatible shape");
    }
}

/// <summary>Puts one value in all elements.</summary>
[Op("gpu.memset", Format = GpuForms.Async + "$dst `,` $value `:` type($dst) `,` type($value) attr-dict")]
[Holds("all of {dst, value} have same element type", nameof(ElementsAgree))]
public sealed partial class MemsetOp : Operation, IAsyncOp, IHasValueEffects, IFold
{
    public FoldResult Fold(ReadOnlySpan<Attribute?> constants) => GpuCasts.Skip(this);

    public MemoryEffects Effects => MemoryEffects.Write;

    public IReadOnlyList<MemoryEffect> ValueEffects => [new(MemoryEffects.Write, Dst)];

    [Operand<AsyncToken>] public partial OperandRange AsyncDependencies { get; }

    [Operand<AnyMemRef>] public partial Value Dst { get; }

    [Operand<AnyType>] public partial Value Value { get; }

    [Result<AsyncToken>] public partial OpResult? AsyncToken { get; }

    private bool ElementsAgree => TypeRules.ElementOf(Dst.Type) == TypeRules.ElementOf(Value.Type);
}

/// <summary>Lets the device see memory of the host.</summary>
[Op("gpu.host_register", Format = "$value attr-dict `:` type($value)")]
public sealed partial class HostRegisterOp : Operation
{
    [Operand<AnyUnrankedMemRef>] public partial Value Value { get; }
}

/// <summary>The device sees memory of the host no longer.</summary>
[Op("gpu.host_unregister", Format = "$value attr-dict `:` type($value)")]
public sealed partial class HostUnregisterOp : Operation
{
    [Operand<AnyUnrankedMemRef>] public partial Value Value { get; }
}

/// <summary>The memory whose size a launch gives, shared by the threads of a block.</summary>
[Op("gpu.dynamic_shared_memory", Format = "attr-dict `:` type($resultMemref)")]
[Traits(Pure)]
public sealed partial class DynamicSharedMemoryOp : Operation
{
    [Result<I8MemRef1D>] public partial OpResult ResultMemref { get; }

    private bool Verify(DiagnosticBag diagnostics)
    {
        var type = (MemRefType)ResultMemref.Type;
        if (!type.IsIn(AddressSpace.Workgroup)) return Error(diagnostics, "address space must be address_space<workgroup>");
        return !type.HasStaticShape
            || Error(diagnostics, "result memref type must be memref<?xi8, #gpu.address_space<workgroup>>");
    }
}

/// <summary>Writes text as C's printf does, from a thread of the device.</summary>
[Op("gpu.printf", Format = "$format attr-dict ($args^ `:` type($args))?")]
public sealed partial class PrintfOp : Operation, IHasMemoryEffects
{
    public MemoryEffects Effects => MemoryEffects.Write;

    [Attr] public partial string Format { get; set; }

    [Operand<PrintfArgument>] public partial OperandRange Args { get; }
}

/// <summary>The device of a number is the one for what follows.</summary>
[Op("gpu.set_default_device", Format = "attr-dict $devIndex")]
public sealed partial class SetDefaultDeviceOp : Operation, IHasMemoryEffects
{
    public MemoryEffects Effects => MemoryEffects.Write;

    [Operand<I32>] public partial Value DevIndex { get; }
}

internal static class GpuCasts
{
    /// <summary>Memory seen through a cast is what was cast.</summary>
    public static FoldResult Skip(Operation op)
    {
        var changed = false;
        for (var i = 0; i < op.Operands.Count; i++)
        {
            if (op.Operands[i].Def is not MemRefCastOp { Source: { Type: MemRefType } source }) continue;
            op.SetOperand(i, source);
            changed = true;
        }

        return changed ? FoldResult.InPlace : default;
    }
}
