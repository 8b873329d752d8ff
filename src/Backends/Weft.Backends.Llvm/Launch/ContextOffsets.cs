namespace Weft.Backends.Llvm;

/// <summary>Where in the <see cref="LaunchContext"/> native code finds what it calls or compares with, in bytes.</summary>
internal static class ContextOffsets
{
    public const int ParallelFor = 40;
    public const int Alloc = 48;
    public const int Free = 56;
    public const int HostCall = 104;
    public const int PrintMemory = 120;
    public const int StackLimit = 128;
}
