using System.Runtime.InteropServices;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>The functions that native code calls back. None of them throws: there is native code below them on the stack.</summary>
internal static unsafe class LaunchCallbacks
{
    [UnmanagedCallersOnly]
    public static void ParallelFor(LaunchContext* context, void* function, void* environment, long count, long grain)
    {
        try
        {
            var pool = (TilePool)GCHandle.FromIntPtr(context->Pool).Target!;
            var body = (delegate* unmanaged<void*, long, long, void*, void>)function;
            pool.Run(count, grain, body, environment, LaunchContext.StopWord(context));
        }
#pragma warning disable CA1031 // Rethrown by the launch when the native code has returned.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Keep(context, failure);
        }
    }

    [UnmanagedCallersOnly]
    public static void HostCall(LaunchContext* context, int function, long bits)
    {
        try
        {
            var output = (TextWriter)GCHandle.FromIntPtr(context->Output).Target!;
            // Tiles print from several threads.
            lock (output) HostFunctions.All[function].Print(output, bits);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Keep(context, failure);
        }
    }

    [UnmanagedCallersOnly]
    public static void PrintMemory(LaunchContext* context, int printer, long* memory)
    {
        try
        {
            var output = (TextWriter)GCHandle.FromIntPtr(context->Output).Target!;
            var rank = (int)memory[2];
            var sizes = new ReadOnlySpan<long>(memory + 3, rank);
            var strides = new ReadOnlySpan<long>(memory + 3 + rank, rank);
            var printed = new PrintedMemory((nint)memory[0], memory[1], [.. sizes], [.. strides]);
            lock (output) MemoryPrinter.Print(output, HostFunctions.MemoryPrinters[printer].Element, printed);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Keep(context, failure);
        }
    }

    [UnmanagedCallersOnly]
    public static void* Alloc(LaunchContext* context, long bytes, long alignment) => context->Memory.Allocate(bytes, alignment);

    [UnmanagedCallersOnly]
    public static void Free(LaunchContext* context, void* block) => context->Memory.Free(block);

    private static void Keep(LaunchContext* context, Exception failure)
    {
        var handle = GCHandle.ToIntPtr(GCHandle.Alloc(failure));
        if (Interlocked.CompareExchange(ref context->HostFailure, handle, 0) != 0) GCHandle.FromIntPtr(handle).Free();
        Volatile.Write(ref context->Stop, 1);
    }
}
