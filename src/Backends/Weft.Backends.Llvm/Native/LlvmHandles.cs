using System.Runtime.InteropServices;

namespace Weft.Backends.Llvm.Native;

/// <summary>An LLVM object that this code owns and frees once.</summary>
internal abstract class LlvmHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    /// <summary>Gives the object away to an LLVM function that frees it.</summary>
    public nint Release()
    {
        var owned = handle;
        SetHandleAsInvalid();
        return owned;
    }

    protected sealed override bool ReleaseHandle()
    {
        Free();
        return true;
    }

    protected abstract void Free();

    /// <summary>Frees an error of a clean-up function: there is nothing left to do about it.</summary>
    protected static void Ignore(nint error)
    {
        if (error != 0) LlvmText.TakeError(error);
    }
}

internal sealed class ContextHandle : LlvmHandle
{
    protected override void Free() => LlvmApi.ContextDispose(handle);
}

internal sealed class IrModuleHandle : LlvmHandle
{
    protected override void Free() => LlvmApi.DisposeModule(handle);
}

internal sealed class MemoryBufferHandle : LlvmHandle
{
    protected override void Free() => LlvmApi.DisposeMemoryBuffer(handle);
}

internal sealed class TargetMachineHandle : LlvmHandle
{
    protected override void Free() => LlvmApi.DisposeTargetMachine(handle);
}

internal sealed class PassOptionsHandle : LlvmHandle
{
    protected override void Free() => LlvmApi.DisposePassBuilderOptions(handle);
}

/// <summary>The JIT session. Every tracker holds a reference, so the session ends after the last module is unloaded.</summary>
internal sealed class JitHandle : LlvmHandle
{
    private volatile bool _isLost;

    /// <summary>Set when a thread was lost: it may hold the session's lock for ever, so nothing may be freed any more.</summary>
    public bool IsLost
    {
        get => _isLost;
        set => _isLost = value;
    }

    protected override void Free()
    {
        if (!IsLost) Ignore(LlvmApi.OrcDisposeLLJIT(handle));
    }
}

/// <summary>The code of one loaded module; freeing it unloads the code.</summary>
internal sealed class ResourceTrackerHandle : LlvmHandle
{
    private readonly JitHandle _jit;

    public ResourceTrackerHandle(JitHandle jit)
    {
        var referenced = false;
        jit.DangerousAddRef(ref referenced);
        _jit = jit;
        SetHandle(LlvmApi.OrcJITDylibCreateResourceTracker(LlvmApi.OrcLLJITGetMainJITDylib(jit)));
    }

    protected override void Free()
    {
        if (!_jit.IsLost)
        {
            Ignore(LlvmApi.OrcResourceTrackerRemove(handle));
            LlvmApi.OrcReleaseResourceTracker(handle);
        }

        _jit.DangerousRelease();
    }
}
