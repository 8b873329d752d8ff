using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>This machine's processor as a device.</summary>
public static class CpuDevice
{
    private static readonly Lazy<Device> Process = new(OpenForProcess);

    /// <summary>The one for all who want no other, opened at its first use. It is always the same and is never closed.</summary>
    public static Device Shared => Process.Value;

    /// <summary>Opens the processor. Kernels that lie compiled beside the program need nothing else. Where libLLVM is missing,
    /// <see cref="Device.Load"/> throws <see cref="WeftException"/>. Debuggers and profilers are told what the environment asks for, see
    /// <see cref="CodeInspection"/>.</summary>
    /// <param name="cache">Where object code is kept; the user's cache when null.</param>
    public static Device Open(ObjectCache? cache = null) => new("cpu", NewCompiler(cache ?? ObjectCache.OfUser()));

    private static Device OpenForProcess()
    {
        var compiler = NewCompiler(ObjectCache.OfUser());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => compiler.WaitUntilOpen();
        return new("cpu", compiler) { IsShared = true };
    }

    private static CpuCompiler NewCompiler(ObjectCache? cache) =>
        new(cache, prebuilt: PrebuiltLibrary.OpenAll(AppContext.BaseDirectory), inspection: CodeInspection.OfProcess());
}
