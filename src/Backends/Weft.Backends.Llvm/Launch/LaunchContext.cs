using System.Runtime.InteropServices;

namespace Weft.Backends.Llvm;

/// <summary>
/// What native code and the runtime share during one launch; it lives on the stack of the caller. Native code sees the fields
/// up to <see cref="Free"/>, and those from <see cref="HostCall"/> on when it may call the host, at these offsets, through slot 0 of its
/// argument block.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 136)]
internal unsafe struct LaunchContext
{
    /// <summary>Offset 0. Not zero: return soon. One aligned 64-bit load polls it together with <see cref="Faulted"/>.</summary>
    [FieldOffset(0)]
    public int Stop;

    /// <summary>Offset 4. Who changes it from 0 to 1 by compare-and-swap reports the fault.</summary>
    [FieldOffset(4)]
    public int Faulted;

    /// <summary>Offset 8. Index into the table of fault sites.</summary>
    [FieldOffset(8)]
    public int FaultSite;

    /// <summary>Offset 16. The offending index, or the bytes that could not be allocated.</summary>
    [FieldOffset(16)]
    public long FaultIndex;

    /// <summary>Offset 24. The extent that the index had to stay below.</summary>
    [FieldOffset(24)]
    public long FaultBound;

    /// <summary>Offset 32. The runtime's own.</summary>
    [FieldOffset(32)]
    public nint Pool;

    /// <summary>(context, function, environment, count, grain); a grain of 0 lets the runtime choose.</summary>
    [FieldOffset(ContextOffsets.ParallelFor)]
    public delegate* unmanaged<LaunchContext*, void*, void*, long, long, void> ParallelFor;

    /// <summary>(context, bytes, alignment); null when there is no more memory for this launch.</summary>
    [FieldOffset(ContextOffsets.Alloc)]
    public delegate* unmanaged<LaunchContext*, long, long, void*> Alloc;

    /// <summary>(context, block); null is allowed.</summary>
    [FieldOffset(ContextOffsets.Free)]
    public delegate* unmanaged<LaunchContext*, void*, void> Free;

    [FieldOffset(64)]
    public LaunchMemory Memory;

    /// <summary>A handle to the exception of a callback, which cannot throw through native code; or 0.</summary>
    [FieldOffset(96)]
    public nint HostFailure;

    /// <summary>(context, index into <see cref="Runtime.HostFunctions"/>, bits of the argument); null for kernels.</summary>
    [FieldOffset(ContextOffsets.HostCall)]
    public delegate* unmanaged<LaunchContext*, int, long, void> HostCall;

    /// <summary>A handle to what host functions print on.</summary>
    [FieldOffset(112)]
    public nint Output;

    /// <summary>(context, index into <see cref="Runtime.HostFunctions.MemoryPrinters"/>, where it begins, offset, rank, sizes
    /// and strides of the memory); null for kernels.</summary>
    [FieldOffset(ContextOffsets.PrintMemory)]
    public delegate* unmanaged<LaunchContext*, int, long*, void> PrintMemory;

    /// <summary>The address that calls of a program stay above; 0 for kernels, which have no calls.</summary>
    [FieldOffset(ContextOffsets.StackLimit)]
    public nint StackLimit;

    /// <summary><see cref="Stop"/> and <see cref="Faulted"/> as one word.</summary>
    public static long* StopWord(LaunchContext* context) => (long*)&context->Stop;
}
