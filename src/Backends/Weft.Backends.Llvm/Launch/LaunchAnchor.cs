using System.Runtime.InteropServices;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>
/// What must outlive every call of an executable: its code, and the pool in the form that native code can carry. Each call
/// takes a reference, so an executable may be disposed while it runs.
/// </summary>
internal sealed class LaunchAnchor : SafeHandle
{
    private readonly SafeHandle _code;

    public LaunchAnchor(LoadedModule module, TilePool pool) : base(0, ownsHandle: true)
    {
        _code = module.Reference();
        handle = GCHandle.ToIntPtr(GCHandle.Alloc(pool));
    }

    /// <summary>A handle to the <see cref="TilePool"/>, made once so that a launch makes none.</summary>
    public nint Pool => handle;

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        GCHandle.FromIntPtr(handle).Free();
        _code.DangerousRelease();
        return true;
    }
}
